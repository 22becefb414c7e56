// Enters micro-credentials in the form as a new user would, in headless Chromium: node intake.mjs PYTHON
//
// Makes a blank form with intake.py, fills it in field by field, saves it, and lets mcaudit read what was saved: the
// audit must be that of the profile. Opens files that are not of the form, and holds the form to axe. Prints one line
// that begins with "ok" or "FAIL", and below it what was typed, or each step that went wrong. Exits with 0 when all is
// well, with 1 when something is not, with 2 when called wrongly. Finds its modules and Chromium as axe.mjs does.

import { deepStrictEqual, match, ok, strictEqual } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url); // unlike import, it looks into NODE_PATH
const { chromium } = require('playwright-core');
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const RULES = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'] };
const IN_OTHER_COLORS = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };
const [WIDE, NARROW] = [1280, 375].map((width) => ({ width, height: 900 }));
const LOOKS = [
  { viewport: WIDE, colorScheme: 'light' },
  { viewport: WIDE, colorScheme: 'dark', rules: IN_OTHER_COLORS },
  { viewport: NARROW, colorScheme: 'light', rules: IN_OTHER_COLORS },
  { viewport: NARROW, colorScheme: 'dark' },
];
const KEPT = 400; // milliseconds: longer than the page waits before it keeps what was typed
const HAND = 'profiles/illinois/eln-nurturing-a-culture-of-wellness.yaml';
const WORDS = 'tests/fidelity/calibration/nea_unpacking_bias.yaml';

const python = process.argv[2];
const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));
const script = join(here, 'intake.py');
const executablePath = findChromium();
if (!python || !executablePath) {
  console.error(python ? 'no Chromium: set CHROME_PATH' : 'usage: node intake.mjs PYTHON');
  process.exit(2);
}

function findChromium() {
  const folders = process.env.PATH.split(delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const places = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return process.env.CHROME_PATH ?? places.find(isExecutable);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Return a number as a person would type it in the form. */
function typed(value) {
  if (!isObject(value)) return String(value);
  const { at_least: low, at_most: high, about } = value;
  if (low !== undefined && high !== undefined) return `${low} to ${high}`;
  return about !== undefined ? `about ${about}` : low !== undefined ? `at least ${low}` : `at most ${high}`;
}

/** A form, open in a browser of its own. */
class Form {
  static async open(browser, file, options = {}) {
    const context = await browser.newContext({ viewport: WIDE, offline: true, reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    const form = new Form(context, page);
    const address = pathToFileURL(file).href;
    page.on('console', (message) => form.faults.push(message.text()));
    page.on('pageerror', (error) => form.faults.push(error.message));
    page.on('dialog', (dialog) => dialog.accept());
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && request.url().split('#')[0] !== address) form.faults.push(request.url());
    });
    await page.goto(address);
    form.sheet = JSON.parse(await page.locator('#sheet').textContent());
    return form;
  }

  faults = [];
  typed = 0;
  clicks = 0;

  constructor(context, page) {
    this.context = context;
    this.page = page;
  }

  /** Close it; what the console said, and whatever it asked for, is a fault. */
  async close() {
    await this.context.close();
    deepStrictEqual(this.faults, []);
  }

  async click(button) {
    await button.click();
    this.clicks += 1;
  }

  async type(control, text) {
    await control.fill(text);
    this.typed += text.length;
  }

  async choose(control, code) {
    await control.selectOption(code);
    this.clicks += 1;
  }

  async tick(box, codes) {
    for (const code of codes) {
      await box.locator(`input[value="${code}"]`).check();
      this.clicks += 1;
    }
  }

  /** Return the part of a box that a title stands over, among those directly in it. */
  async under(box, name, title) {
    const all = box.locator(`:scope > ${name}`);
    const titles = await all.evaluateAll((parts) => parts.map((part) => part.querySelector('label, legend').textContent.replace(/ \(required\)$/, '').replace(/^Documents$/, 'Dossier')));
    const at = titles.indexOf(title);
    ok(at >= 0, `${title} is not among ${titles.join(', ')}`);
    return all.nth(at);
  }

  /** Enter a value where its field stands, directly in a box. */
  async enter(box, field, value) {
    if (field.kind === 'citation' || field.kind === 'group') {
      const group = await this.under(box, 'fieldset.group', field.title);
      return this.enterAll(group, field.kind === 'citation' ? CITATION : field.fields, value);
    }
    if (field.kind === 'list' || field.kind === 'named') return this.enterEntries(await this.under(box, 'fieldset.group', field.title), field, value);
    if (field.several && (field.codes || field.kind === 'organization')) return this.tick(await this.under(box, 'fieldset.boxes', field.title), [value].flat());
    const control = (await this.under(box, '.field', field.title)).locator('input, select, textarea');
    if (field.several) return this.type(control, [value].flat().join('\n'));
    if (await control.evaluate((element) => element.matches('select'))) return this.choose(control, value);
    return this.type(control, field.kind === 'number' ? typed(value) : String(value));
  }

  async enterAll(box, fields, values) {
    for (const [key, value] of Object.entries(values)) await this.enter(box, fields.find((field) => field.key === key), value);
  }

  async enterEntries(group, field, value) {
    for (const entry of Object.values(Array.isArray(value) || field.kind === 'named' ? value : [value])) {
      await this.click(group.locator(':scope > p > button'));
      const last = group.locator(':scope > ol > li').last().locator(':scope > fieldset');
      await this.enterAll(last, field.fields, entry);
    }
  }

  async statement({ about, text, citation }) {
    const criteria = [about].flat();
    const sub = this.sheet.criteria.find(({ id }) => id === (this.sheet.groups[criteria[0]] ?? criteria)[0]).sub;
    const home = this.page.locator(`[data-statements="${sub}"]`);
    await this.click(home.locator(':scope > p > button'));
    const box = home.locator(':scope > ol > li').last().locator(':scope > fieldset');
    await this.type(box.locator('textarea').first(), text);
    const others = [];
    for (const id of criteria) {
      const tick = box.locator(`.boxes input[id$="-${id}"]`);
      if (await tick.count()) await this.click(tick);
      else others.push(id);
    }
    if (others.length) await this.type(box.locator('.others input'), others.join(', '));
    await this.enterAll(box, CITATION, isObject(citation) ? citation : { document: citation });
  }

  /** Enter a whole profile, from the top of the page to its end. */
  async profile(content) {
    const { page, sheet } = this;
    const top = (key) => sheet.fields.find((field) => field.key === key);
    for (const key of ['organizations', 'dossier']) if (content[key]) await this.enter(page.locator(`[data-field="${key}"]`), top(key), content[key]);
    const parts = ['note', 'lists_complete', 'remarks', 'fictional'].filter((key) => content[key] !== undefined);
    if (parts.length) {
      const box = await this.unfold('note lists_complete remarks fictional');
      for (const key of parts) await this.enter(box, top(key), content[key]);
    }
    for (const key of ['submitted_by', 'about']) if (content[key]) await this.enterAll(await this.unfold(key), top(key).fields, content[key]);
    for (const { place } of sheet.answers) {
      const [component, key] = place.split('/');
      const answer = content[component]?.[key];
      if (answer) await this.enterAll(await this.unfold(place), top(component).fields.find((field) => field.key === key).fields, answer);
    }
    for (const each of content.statements ?? []) await this.statement(each);
  }

  async unfold(place) {
    const box = this.page.locator(`[data-facts="${place}"]`);
    await this.click(box.locator(':scope > summary'));
    const fields = box.locator(':scope > [data-fields]');
    await fields.locator(':scope > *').first().waitFor();
    return fields;
  }

  async save() {
    const [download] = await Promise.all([this.page.waitForEvent('download'), this.page.locator('[data-save]').click()]);
    return readFileSync(await download.path(), 'utf8');
  }

  async load(text, name = 'saved.json') {
    await this.page.locator('#load').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
    await this.page.waitForTimeout(100);
    return this.page.locator('[data-load-error]').innerText();
  }

  async message() {
    return this.page.locator('[data-message]').innerText();
  }

  async axe(rules = RULES) {
    await this.page.evaluate(AXE);
    const { violations } = await this.page.evaluate((wanted) => globalThis.axe.run(document, wanted), rules);
    deepStrictEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`), []);
  }
}

const CITATION = [
  { key: 'document', kind: 'document', title: 'Document' },
  { key: 'page', kind: 'text', title: 'Page' },
  { key: 'section', kind: 'text', title: 'Section' },
  { key: 'time', kind: 'text', title: 'Time' },
];

function make(folder, path) {
  execFileSync(python, [script, 'make', join(root, path), folder], { stdio: 'inherit' });
  return JSON.parse(readFileSync(join(folder, 'wanted.json'), 'utf8'));
}

/** Enter a profile in the blank form, and return what that took. */
async function entered(browser, folder, path) {
  const wanted = make(folder, path);
  const form = await Form.open(browser, join(folder, 'form.html'));
  const start = Date.now();
  await form.profile(wanted);
  const text = await form.save();
  const seconds = (Date.now() - start) / 1000;
  match(await form.message(), /^Saved as .*Send it to the agency\.$/);
  writeFileSync(join(folder, 'saved.json'), text);
  deepStrictEqual(JSON.parse(execFileSync(python, [script, 'read', folder], { encoding: 'utf8' })), []);
  const after = await Form.open(browser, join(folder, 'form.html'));
  strictEqual(await after.load(text), '');
  deepStrictEqual(JSON.parse(await after.save()), JSON.parse(text));
  await after.close();
  await form.close();
  const yaml = readFileSync(join(root, path), 'utf8');
  return `${path}: ${form.typed} characters typed and ${form.clicks} clicks in ${seconds.toFixed(0)} s; the YAML has ${yaml.length} characters in ${yaml.split('\n').length - 1} lines`;
}

const BLANK = 'profiles/national/nea-inquiry-with-primary-sources.yaml';
const saved = (profile) => JSON.stringify({ format: 'mcaudit-intake/1', edition: 'v1.0', profile });

const notes = [];
const STEPS = {
  'a profile of facts, entered in the form, has the same audit': async ({ browser, folder }) => notes.push(await entered(browser, folder, HAND)),

  'a profile of statements, entered in the form, has the same audit': async ({ browser, folder }) => notes.push(await entered(browser, folder, WORDS)),

  'a form that lacks something says so when it is saved, and blank rows are left out': async ({ browser, folder }) => {
    make(folder, BLANK);
    const form = await Form.open(browser, join(folder, 'form.html'));
    const { page } = form;
    for (const key of ['organizations', 'dossier']) await page.locator(`[data-field="${key}"] > fieldset > p > button`).click();
    await page.locator('[data-statements="1E"] > p > button').click();
    const blank = await form.save();
    match(await form.message(), /Send it to the agency\.$/);
    writeFileSync(join(folder, 'saved.json'), blank);
    execFileSync(python, [script, 'read', folder]);

    await page.locator('[data-field="dossier"] input').first().fill('Page');
    await page.locator('[data-statements="1E"] textarea').fill('x'.repeat(4001));
    match(await page.locator('[data-statements="1E"] .error').filter({ hasText: 'too long' }).innerText(), /^This is 1 character too long: at most 4,000 are read\.$/);
    const half = JSON.parse(await form.save());
    deepStrictEqual(half.profile.dossier, { page: { title: 'Page' } });
    match(await form.message(), /It cannot be read yet: Statement “x{40}…” lacks: About; Statement “x{40}…”: Text is longer than 4,000 characters; Statement “x{40}…” lacks: Citation; and 1 more\./);
    await form.close();
  },

  'a reload loses nothing, and a no in 2A leaves 2B to 2F out': async ({ browser, folder }) => {
    make(folder, BLANK);
    const form = await Form.open(browser, join(folder, 'form.html'));
    const { page } = form;
    const before = await page.locator('[data-progress]').innerText();
    const fields = await form.unfold('deliverers/availability');
    await (await form.under(fields, '.field', 'Available')).locator('select').selectOption('no');
    await page.waitForTimeout(KEPT);
    const after = await page.locator('[data-progress]').innerText();
    ok(Number.parseInt(after, 10) < Number.parseInt(before, 10), `${before}, then ${after}`);
    const chosen = page.locator('[data-facts="deliverers/availability"] select').first();
    await chosen.selectOption('');
    await page.waitForTimeout(KEPT);
    strictEqual(await page.locator('[data-progress]').innerText(), before);
    ok(!(await form.save()).includes('choose one'));
    await chosen.selectOption('no');
    await page.waitForTimeout(KEPT);
    ok(await page.locator('[id="2C"] [data-skipped]').isVisible());
    ok(await page.locator('[id="2A"] [data-skipped]').isHidden());
    await page.reload();
    strictEqual(await page.locator('[data-progress]').innerText(), after);
    await page.locator('[data-statements="3A"] > p > button').click();
    match(await page.locator('[data-statements="3A"] .cost').innerText(), /^Tick at least one criterion/);
    for (const tick of (await page.locator('[data-statements="3A"] .box input').all()).slice(0, 3)) await tick.check();
    strictEqual(await page.locator('[data-statements="3A"] .cost').innerText(), 'A reviewer will read this for 3 criteria.');
    await form.close();
  },

  'what is not of this form is refused, and what is odd is kept': async ({ browser, folder }) => {
    const { format, id, title, state } = make(folder, BLANK);
    const named = { format, id, title, state };
    const form = await Form.open(browser, join(folder, 'form.html'));
    const start = JSON.parse(await form.save());
    for (const [text, why] of [
      ['', /neither a file that this form saved, nor a profile/],
      ['{"format": "mcaudit-intake/1", "prof', /not a JSON file/],
      ['<!doctype html>', /neither a file that this form saved/],
      ['[1]', /neither a file that this form saved/],
      [saved(named).replace('intake/1', 'intake/0'), /neither a file that this form saved/],
      ['format: mcaudit-profile/1\ntitle: "A', /cannot be read as YAML: line 2, column 10: /],
      ['format: !!js/function x', /has a tag/],
      ['a: &a [*a]', /nested too deep/],
      ['format: mcaudit-profile/1\nid: circles\ntitle: Circles', /another micro-credential, “Circles” \(circles\)/],
      [saved(named).replace('v1.0', 'v2.0'), /another edition/],
      [saved({ ...named, id: 'circles', title: 'Circles' }), /another micro-credential, “Circles” \(circles\)/],
      [JSON.stringify({ ...named, id: 'circles' }), /another micro-credential/],
      [saved({ ...named, statements: 'all' }), /statements are not a list/],
      [`${' '.repeat(2 * 1024 * 1024)}{}`, /too large/],
    ]) {
      match(await form.load(text), why, text.slice(0, 60));
      deepStrictEqual(JSON.parse(await form.save()), start);
    }
    for (const odd of [
      { organizations: ['a'], dossier: 'page', developers: 7 },
      { organizations: { center: 'Center' }, dossier: { page: null }, about: [], issuers: { issuer: [1] } },
      { note: 'a\u0000\u2028\ufeff 👩‍🏫 עברית \u202e', statements: [{ about: 'any', text: 5, citation: 'page' }] },
      { deliverers: { estimated_time: { typical_hours: [1, 2] } }, developers: { proficiency: { evidence: 'A video', rubric: [] } } },
      { deliverers: { estimated_time: { typical_hours: 'about 15', sessions: 'several' } } },
      { about: { cost: { amount: 5 }, platform: 'X', audience: [] }, dossier: { page: { title: 7, url: ['a'] } } },
    ]) {
      strictEqual(await form.load(saved({ ...named, ...odd })), '');
      for (const box of await form.page.locator('details').all()) await box.evaluate((part) => (part.open = true));
      await form.page.waitForTimeout(KEPT);
      deepStrictEqual(JSON.parse(await form.save()).profile, { ...named, ...odd });
    }
    await form.close();
  },

  'a profile in YAML is opened, and what it says is saved': async ({ browser, folder }) => {
    for (const path of [HAND, WORDS, BLANK]) {
      make(folder, path);
      const form = await Form.open(browser, join(folder, 'form.html'));
      strictEqual(await form.load(readFileSync(join(root, path), 'utf8'), 'profile.yaml'), '');
      match(await form.message(), /^Opened the file\./);
      for (const box of await form.page.locator('details').all()) await box.evaluate((part) => (part.open = true));
      deepStrictEqual(JSON.parse(await form.save()).profile, JSON.parse(readFileSync(join(folder, 'written.json'), 'utf8')));
      await form.close();
    }
  },

  'a short name is made of a name, once, and what refers to it follows': async ({ browser, folder }) => {
    make(folder, BLANK);
    const form = await Form.open(browser, join(folder, 'form.html'));
    const { page } = form;
    const box = page.locator('[data-field="organizations"]');
    const add = box.locator(':scope > fieldset > p > button');
    const name = (at) => box.locator('ol.entries > li').nth(at).locator('input').first();
    await add.click();
    await add.click();
    const roles = await form.unfold('issuers/issuer');
    await roles.locator('input[value="organization_1"]').check();
    for (const [at, words] of [[0, 'Institute of Circles'], [1, 'Institute of Circles']]) {
      await name(at).fill(words);
      await name(at).blur();
    }
    await page.waitForTimeout(KEPT);
    ok(await roles.locator('input[value="institute_of_circles"]').isChecked());
    await name(0).fill('Institute of Restorative Circles');
    await name(0).blur();
    const { organizations, issuers } = JSON.parse(await form.save()).profile;
    deepStrictEqual(organizations, { institute_of_circles: { name: 'Institute of Restorative Circles' }, institute_of_circles_2: { name: 'Institute of Circles' } });
    deepStrictEqual(issuers.issuer.organizations, ['institute_of_circles']);
    match(await box.locator('legend').nth(1).innerText(), /short name: institute_of_circles\)/);
    await form.close();
  },

  'a list of one that is written without the list is shown as a row': async ({ browser, folder }) => {
    const { format, id, title, state } = make(folder, BLANK);
    const alone = { format, id, title, state, developers: { learning_resources: { resources: { title: 'Guide' } } } };
    const form = await Form.open(browser, join(folder, 'form.html'));
    strictEqual(await form.load(saved(alone)), '');
    const fields = await form.unfold('developers/learning_resources');
    const rows = await form.under(fields, 'fieldset.group', 'Resources');
    strictEqual(await rows.locator('ol > li input').first().inputValue(), 'Guide');
    deepStrictEqual(JSON.parse(await form.save()).profile, alone);
    await rows.locator(':scope > p > button').click();
    await rows.locator(':scope > ol > li').nth(1).locator('input').first().fill('Video');
    deepStrictEqual(JSON.parse(await form.save()).profile.developers.learning_resources.resources, [{ title: 'Guide' }, { title: 'Video' }]);
    await form.close();
  },

  'axe finds nothing, wide and narrow, light and dark': async ({ browser, folder }) => {
    const wanted = make(folder, WORDS);
    for (const { rules, ...look } of LOOKS) {
      const form = await Form.open(browser, join(folder, 'form.html'), look);
      strictEqual(await form.load(saved(wanted)), '');
      for (const place of ['about', 'developers/proficiency', 'deliverers/availability']) await form.unfold(place);
      await form.page.locator('[data-show-open]').click();
      await form.page.locator('[data-save]').click();
      await form.axe(rules);
      const wide = await form.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      ok(wide <= 0, `${wide}px too wide`);
      await form.close();
    }
  },
};

const folder = mkdtempSync(join(tmpdir(), 'intake-'));
const failed = [];
try {
  const browser = await chromium.launch({ executablePath });
  for (const [step, act] of Object.entries(STEPS)) {
    const own = mkdtempSync(join(folder, 'step-'));
    try {
      await act({ browser, folder: own });
    } catch (error) {
      failed.push(`  ${step}`, ...error.message.split('\n').slice(0, 20).map((line) => `      ${line}`));
    }
    for (const context of browser.contexts()) await context.close();
  }
  await browser.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log([`${failed.length ? 'FAIL' : 'ok  '} a form, filled in ${Object.keys(STEPS).length} ways`, ...failed, ...notes.map((note) => `      ${note}`)].join('\n'));
process.exit(failed.length ? 1 : 0);
