// Works through a worksheet as a reviewer would, in headless Chromium: node worksheet.mjs PYTHON
//
// Makes a worksheet with worksheet.py, judges, reloads, saves and loads again, and lets mcaudit read what was saved.
// Prints one line that begins with "ok" or "FAIL", and below FAIL each step that went wrong. Exits with 0 when all is
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
const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 320, height: 640 };
const ZOOMED = { width: 320, height: 256 }; // WCAG 1.4.10: what 1280 x 1024 px are at 400 %
const LOOKS = [
  { viewport: WIDE, colorScheme: 'light', show: 'all' },
  { viewport: WIDE, colorScheme: 'dark', show: 'incomplete' },
  { viewport: NARROW, colorScheme: 'light', show: 'incomplete' },
  { viewport: NARROW, colorScheme: 'dark', show: 'incomplete' },
  { viewport: NARROW, colorScheme: 'dark', show: 'all', rules: IN_OTHER_COLORS },
]; // axe takes half a minute for the whole page, on which all criteria are asked about in the same way
const NAME = 'leading-restorative-circles--rosa.json';
let TO_REVIEW = 0; // criteria of the fictional profile that await review
const left = (done, ...more) => [`${TO_REVIEW - done} to review now`, ...(done ? [`${done} done`] : []), ...more].join(' · ');
const NOTHING_TO_SAVE = 'There is nothing to save yet: no criterion has a complete answer.';
const DONE = 'You have answered everything that is to review now.';
const MET = { answer: 'met', citations: [{ document: 'profile_page', place: 'p. 1' }] };
const KEPT = 400; // milliseconds: longer than the page waits before it keeps what was typed

// What people write, and what they paste.
const QUOTED = `"He said" 'no', \\n is not a line end; <b>&amp;</b> </script> \u2028 {"a": [1, #2]}: *&!|>%@\``;
const LINES = '  first\n\n- second: #3\n\ttabbed\n';
const EMOJI = '👩‍🏫 ✅ 😀 e\u0301 \u{10ffff}';
const RTL = 'עברית \u202eabc\u202c العربية \ufeff\u007f\u0085 end';
const LONG = 'Ωx '.repeat(1666) + 'yz'; // 5,000 characters

const python = process.argv[2];
const here = dirname(fileURLToPath(import.meta.url));
const script = join(here, 'worksheet.py');
const executablePath = findChromium();
if (!python || !executablePath) {
  console.error(python ? 'no Chromium: set CHROME_PATH' : 'usage: node worksheet.mjs PYTHON');
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

/** A worksheet, open in a browser of its own. */
class Sheet {
  static async open(browser, file, options = {}, before = null) {
    const context = await browser.newContext({ viewport: WIDE, offline: true, reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    const sheet = new Sheet(context, page);
    const address = pathToFileURL(file).href;
    page.on('console', (message) => sheet.faults.push(message.text()));
    page.on('pageerror', (error) => sheet.faults.push(error.message));
    page.on('dialog', (dialog) => {
      sheet.dialogs.push(dialog.type());
      dialog.accept();
    });
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && request.url().split('#')[0] !== address) sheet.faults.push(request.url());
    });
    if (before) await page.addInitScript(before);
    await page.goto(address);
    return sheet;
  }

  faults = [];
  dialogs = [];

  constructor(context, page) {
    this.context = context;
    this.page = page;
  }

  /** Close it; what the console said, and whatever it asked for, is a fault. */
  async close() {
    await this.context.close();
    deepStrictEqual(this.faults, []);
  }

  at(id) {
    return this.page.locator(`[id="${id}"]`);
  }

  box(criterion) {
    return this.page.locator(`[data-criterion="${criterion}"]`);
  }

  /** Choose what is shown, wherever the choice stands. */
  async filter(wanted) {
    await this.page.locator('[data-keeping]').evaluate((part) => (part.open = true));
    await this.at('show').selectOption(wanted);
  }

  async judge(criterion, { answer, citations = [], ...texts }) {
    if (!(await this.box(criterion).isVisible())) await this.filter('all');
    if (answer) await this.at(`${answer}-${criterion}`).check();
    for (const [name, text] of Object.entries(texts)) await this.at(`${name}-${criterion}`).fill(text);
    for (const { document, place } of citations) {
      await this.box(criterion).locator('[data-add]').click();
      const row = this.box(criterion).locator('.citation').last();
      if (document) await row.locator('select').selectOption(document);
      await row.locator('input').fill(place);
    }
  }

  /** Return what the form of a criterion shows. */
  async shown(criterion) {
    return this.box(criterion).evaluate((box) => ({
      answer: box.querySelector('input[type=radio]:checked')?.value ?? '',
      texts: [...box.querySelectorAll('textarea')].map((area) => area.value),
      citations: [...box.querySelectorAll('.citation')].map((row) => [
        row.querySelector('select').value,
        row.querySelector('input').value,
      ]),
    }));
  }

  /** Return the message, which must be visible in the window as it stands. */
  async message() {
    const { words, seen } = await this.page.locator('[data-message]').evaluate((message) => {
      const { left, top, bottom, width } = message.getBoundingClientRect();
      const inFront = document.elementFromPoint(left + width / 2, (top + bottom) / 2);
      return { words: message.innerText, seen: !message.innerText || (top >= 0 && bottom <= innerHeight && inFront === message) };
    });
    ok(seen, `not seen: ${words}`);
    return words;
  }

  async progress() {
    return this.page.locator('[data-progress]').innerText();
  }

  /** Press a button as it stands: Playwright would scroll to it first. */
  async press(button) {
    await this.page.locator(button).evaluate((element) => element.click());
    await this.page.waitForTimeout(100);
  }

  async top(id) {
    return this.at(id).evaluate((element) => element.getBoundingClientRect().top);
  }

  /** Return how much of the height of the window is covered by what stays as one scrolls. */
  async covered() {
    return this.page.evaluate(() => {
      const parts = [...document.querySelectorAll('[data-desk], [data-message]')].map((part) => part.getBoundingClientRect());
      return Math.max(0, ...parts.map(({ bottom }) => bottom)) / innerHeight;
    });
  }

  /** Go on with a key, and hold that whatever has the focus is seen. */
  async tabs(key, times) {
    for (let time = 0; time < times; time += 1) {
      await this.page.keyboard.press(key);
      const hidden = await this.page.evaluate(() => {
        const focused = document.activeElement;
        const { left, top, bottom, width } = focused.getBoundingClientRect();
        const middle = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
        return focused.contains(document.elementFromPoint(left + width / 2, middle)) ? '' : focused.id || focused.outerHTML;
      });
      strictEqual(hidden, '');
    }
  }

  async focused() {
    return this.page.evaluate(() => document.activeElement.id);
  }

  /** Press a button that saves; return the file. */
  async save(button = '[data-save]') {
    const [download] = await Promise.all([this.page.waitForEvent('download'), this.page.locator(button).click()]);
    strictEqual(download.suggestedFilename(), NAME);
    return readFileSync(await download.path(), 'utf8');
  }

  async load(text, name = NAME) {
    const buffer = Buffer.from(text, 'utf8');
    await this.page.locator('[data-keeping]').evaluate((part) => (part.open = true));
    await this.at('load').setInputFiles({ name, mimeType: 'application/json', buffer });
    await this.page.waitForFunction(() => !document.getElementById('load').value);
    await this.page.waitForTimeout(100);
  }

  async reload() {
    await this.page.waitForTimeout(KEPT);
    await this.page.reload();
  }

  async axe(rules = RULES) {
    await this.page.evaluate(AXE);
    const { violations } = await this.page.evaluate((wanted) => globalThis.axe.run(document, wanted), rules);
    deepStrictEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`), []);
    const width = await this.page.evaluate(() => document.documentElement.scrollWidth);
    ok(width <= this.page.viewportSize().width, `it is ${width} px wide`);
  }
}

const FULL = {
  '1A-1': { answer: 'not_met', rationale: QUOTED, would_satisfy: LINES, comment: EMOJI },
  '1A-2': { answer: 'met', citations: [{ document: 'profile_page', place: RTL }, { document: 'scoring_rubric', place: 'p. "4"' }] },
  '1A-3': { answer: 'partly_met', rationale: LONG, would_satisfy: RTL },
  '1B-2': { answer: 'cannot_tell', rationale: EMOJI },
  '3B-D3': { answer: 'not_applicable', rationale: 'No advanced content.' },
};
const TEXTS = ['rationale', 'would_satisfy', 'comment'];

/** Let mcaudit read a file that was saved. */
function readBack(folder, text) {
  const file = join(folder, NAME);
  writeFileSync(file, text);
  return JSON.parse(execFileSync(python, [script, 'read', file], { encoding: 'utf8' }));
}

function agrees(decision, wanted) {
  strictEqual(decision.answer, wanted.answer);
  for (const name of TEXTS) strictEqual(decision[name], wanted[name] ?? '', `${decision.criterion}, ${name}`);
  const cited = decision.citations.map(({ document, place }) => ({ document, place }));
  deepStrictEqual(cited, wanted.citations ?? []);
}

async function judgeAll(sheet) {
  for (const [criterion, wanted] of Object.entries(FULL)) await sheet.judge(criterion, wanted);
}

const STEPS = {
  'what is typed is kept over a reload': async ({ browser, file }) => {
    const sheet = await Sheet.open(browser, file);
    await judgeAll(sheet);
    await sheet.judge('1C-1', { citations: [{ document: '', place: 'p. 9' }] });
    const before = await Promise.all([...Object.keys(FULL), '1C-1'].map((each) => sheet.shown(each)));
    strictEqual(await sheet.progress(), left(5, '1 incomplete'));
    await sheet.reload();
    deepStrictEqual(sheet.dialogs, ['beforeunload']); // it warns, for nothing was saved
    const after = await Promise.all([...Object.keys(FULL), '1C-1'].map((each) => sheet.shown(each)));
    deepStrictEqual(after, before);
    strictEqual(await sheet.progress(), left(5, '1 incomplete'));
    await sheet.close();
  },

  'what is saved is read as it was typed, and loaded as it was saved': async ({ browser, file, folder }) => {
    const sheet = await Sheet.open(browser, file);
    await judgeAll(sheet);
    const text = await sheet.save();
    strictEqual(await sheet.message(), `Saved as ${NAME}, in your downloads. ${TO_REVIEW - 5} still to review.`);
    const review = readBack(folder, text);
    strictEqual(review.profile, 'leading-restorative-circles');
    deepStrictEqual(review.reviewer, { id: 'rosa', name: 'Rosa “R” O’Hara </script>\u2028<b>', affiliation: 'Office & Co, Ωmega' });
    deepStrictEqual(review.decisions.map((each) => each.criterion), Object.keys(FULL));
    for (const decision of review.decisions) agrees(decision, FULL[decision.criterion]);
    const day = await sheet.page.evaluate(() => new Date().toLocaleDateString('sv'));
    deepStrictEqual([...new Set(review.decisions.map((each) => each.date))], [day]);
    ok('scoring_rubric' in review.decisions[1].pins.documents);

    strictEqual(await sheet.save(), text); // nothing has changed since
    await sheet.page.reload();
    deepStrictEqual(sheet.dialogs, []); // all is saved
    await sheet.close();

    const other = await Sheet.open(browser, file);
    strictEqual(await other.progress(), left(0));
    await other.load(text);
    strictEqual(await other.message(), 'Opened 5 decisions.');
    strictEqual(await other.progress(), left(5));
    strictEqual((await other.shown('1A-3')).texts[0], LONG);
    strictEqual(await other.save(), text);
    await other.close();
  },

  'what is incomplete is refused, and the rest can be saved': async ({ browser, file, folder }) => {
    const sheet = await Sheet.open(browser, file);
    await sheet.judge('1A-1', { answer: 'not_met' });
    await sheet.judge('1A-2', MET);
    await sheet.judge('1A-3', { comment: 'Only a comment' });
    await sheet.judge('1B-1', { answer: 'met', citations: [{ document: 'profile_page', place: ' ' }] });
    await sheet.judge('1B-2', { answer: 'cannot_tell', rationale: '😀'.repeat(10001) });
    let downloads = 0;
    sheet.page.on('download', () => (downloads += 1));
    await sheet.page.locator('[data-save]').click();
    ok(await sheet.page.locator('[data-missing]').evaluate((element) => element === document.activeElement));
    const links = sheet.page.locator('[data-missing] a');
    deepStrictEqual((await links.allInnerTexts()).map((words) => words.slice(0, 5)), ['1A-1:', '1A-1:', '1A-3:', '1B-1:', '1B-2:']);
    await links.nth(1).click();
    strictEqual(await sheet.focused(), 'would_satisfy-1A-1');
    const field = sheet.at('would_satisfy-1A-1');
    strictEqual(await field.getAttribute('aria-invalid'), 'true');
    ok((await field.getAttribute('aria-describedby')).split(' ').includes('error-would_satisfy-1A-1'));
    strictEqual(await sheet.at('error-would_satisfy-1A-1').innerText(), 'Say what would satisfy it.');
    await field.fill('This.');
    strictEqual(await field.getAttribute('aria-invalid'), null); // and the error goes away as one types
    await links.nth(2).click();
    strictEqual(await sheet.focused(), 'met-1A-3');
    strictEqual(downloads, 0);

    const text = await sheet.save('[data-save-complete]');
    deepStrictEqual(readBack(folder, text).decisions.map((each) => each.criterion), ['1A-2']);
    match(await sheet.message(), /downloads\. \d+ still to review\. Incomplete and left out: 4\.$/);
    ok(await sheet.page.locator('[data-message]').evaluate((element) => element === document.activeElement));
    strictEqual((await sheet.shown('1A-3')).texts[2], 'Only a comment');
    await sheet.close();
  },

  'a changed mind stands behind the decision that was saved': async ({ browser, file, folder }) => {
    const sheet = await Sheet.open(browser, file);
    await sheet.judge('1A-1', { answer: 'met', citations: [{ document: 'profile_page', place: 'p. 1' }] });
    await sheet.judge('1B-2', MET);
    const first = await sheet.save();
    await sheet.load(first);
    await sheet.judge('1A-1', { answer: 'cannot_tell', rationale: 'Which one?' });
    await sheet.judge('1A-2', MET);
    await sheet.load(first); // what was typed since is kept
    match(await sheet.message(), /What you typed and did not save on 2 criteria is kept\./);
    const { decisions } = readBack(folder, await sheet.save());
    deepStrictEqual(decisions.map((each) => [each.criterion, each.answer]), [
      ['1A-1', 'met'], ['1B-2', 'met'], ['1A-1', 'cannot_tell'], ['1A-2', 'met'],
    ]);
    await sheet.judge('1A-1', { rationale: 'Gone again' });
    await sheet.box('1A-1').locator('[data-undo]').click();
    strictEqual((await sheet.shown('1A-1')).texts[0], 'Which one?');
    await sheet.close();
  },

  'who goes back to an earlier answer on one day has said it twice': async ({ browser, file, folder }) => {
    const sheet = await Sheet.open(browser, file);
    await sheet.judge('1B-2', MET);
    await sheet.save();
    await sheet.judge('1B-2', { answer: 'cannot_tell', rationale: 'Which one?' });
    const between = await sheet.save();
    await sheet.judge('1B-2', { answer: 'met', rationale: '' });
    await sheet.save();
    await sheet.load(between); // which has less of it, and takes nothing away
    const { decisions } = readBack(folder, await sheet.save());
    deepStrictEqual(decisions.map((each) => each.answer), ['met', 'cannot_tell', 'met']);
    await sheet.close();
  },

  'what has changed since must be looked at again': async ({ browser, file, folder }) => {
    const sheet = await Sheet.open(browser, file);
    await sheet.judge('1A-1', MET);
    const old = JSON.parse(await sheet.save());
    old.decisions[0].pins.fields = '0'.repeat(64);
    old.decisions[0].date = '2026-01-02';
    await sheet.close();

    const later = await Sheet.open(browser, file);
    await later.load(JSON.stringify(old));
    strictEqual(await later.progress(), left(0, '1 incomplete'));
    await later.at('confirmed-1A-1').check();
    strictEqual(await later.progress(), left(1));
    const { decisions } = readBack(folder, await later.save());
    deepStrictEqual(decisions.map((each) => [each.criterion, each.date === '2026-01-02']), [['1A-1', true], ['1A-1', false]]);
    ok(decisions[1].pins.fields !== decisions[0].pins.fields);
    await later.close();
  },

  'what was decided before criteria had a meaning still stands': async ({ browser, file, folder }) => {
    const sheet = await Sheet.open(browser, file);
    await sheet.judge('1A-1', MET);
    const mine = JSON.parse(await sheet.save());
    const data = JSON.parse(await sheet.page.locator('#sheet').textContent());
    const { former } = data.criteria.find(({ id }) => id === '1A-1');
    const { documents } = mine.decisions[0].pins;
    const before = { criterion: former.criterion[0], fields: former.fields, documents };
    await sheet.close();
    for (const [pins, stands] of [[before, true], [{ ...before, fields: '0'.repeat(64) }, false], [{ ...before, criterion: '0'.repeat(64) }, false]]) {
      const later = await Sheet.open(browser, file);
      await later.load(JSON.stringify({ ...mine, decisions: [{ ...mine.decisions[0], pins }] }));
      strictEqual(await later.progress(), stands ? left(1) : left(0, '1 incomplete'));
      if (stands) {
        await later.judge('1A-2', MET);
        const { decisions } = readBack(folder, await later.save());
        deepStrictEqual(decisions.map((each) => [each.criterion, each.pins.meaning]), [['1A-1', 0], ['1A-2', 1]]);
      }
      await later.close();
    }
  },

  'a fact is checked without a reason': async ({ browser, file, folder }) => {
    const sheet = await Sheet.open(browser, file);
    strictEqual(await sheet.box('1A-2').locator('input[value=checked]').count(), 0);
    await sheet.judge('1F-6', { answer: 'checked' });
    strictEqual(await sheet.progress(), left(0, '1 optional answered'));
    const { decisions } = readBack(folder, await sheet.save());
    deepStrictEqual(decisions.map((each) => [each.criterion, each.answer, each.rationale]), [['1F-6', 'checked', '']]);
    await sheet.close();
  },

  'a file that is not this reviewer’s, or broken, is refused': async ({ browser, file }) => {
    const sheet = await Sheet.open(browser, file);
    await sheet.judge('1A-1', { answer: 'cannot_tell', rationale: 'Mine' });
    const mine = JSON.parse(await sheet.save());
    await sheet.judge('1A-2', MET);
    const decision = (change) => JSON.stringify({ ...mine, decisions: [{ ...mine.decisions[0], ...change }] });
    const theirs = { ...mine, reviewer: { ...mine.reviewer, id: 'someone' } };
    for (const [text, why] of [
      [JSON.stringify(theirs), /another reviewer’s/],
      [JSON.stringify({ ...mine, reviewer: { ...mine.reviewer, name: 'Somebody of the same short name' } }), /another reviewer’s/],
      [JSON.stringify({ ...mine, profile: 'other' }), /another profile/],
      [JSON.stringify({ ...mine, edition: 'v0' }), /another edition/],
      [JSON.stringify({ ...mine, format: 'mcaudit-profile/1' }), /not a file of decisions/],
      ['{"format": ', /not a JSON file/],
      ['null', /not a file of decisions/],
      ['x'.repeat(3 * 1024 * 1024), /too large/],
      [decision({ criterion: '9Z-9' }), /decision 1 of 1.*criterion/],
      [decision({ answer: 'yes' }), /answer/],
      [decision({ rationale: undefined }), /why/],
      [decision({ rationale: ['x'] }), /text/],
      [decision({ citations: [{ document: '<b>', place: 'x' }] }), /citation/],
      [decision({ pins: {} }), /pins/],
      [decision({ more: 1 }), /not a decision/],
    ]) {
      await sheet.load(text);
      match(await sheet.page.locator('[data-load-error]').innerText(), why);
      strictEqual(await sheet.at('load').getAttribute('aria-invalid'), 'true');
    }
    strictEqual((await sheet.shown('1A-1')).texts[0], 'Mine');
    strictEqual(await sheet.progress(), left(2));
    await sheet.close();
  },

  'one finds the next open criterion, and only those that are wanted': async ({ browser, file }) => {
    const sheet = await Sheet.open(browser, file);
    await sheet.judge('1A-1', MET);
    await sheet.judge('1A-2', { answer: 'not_met' });
    const visible = () => sheet.page.locator('[data-criterion]').filter({ visible: true }).count();
    for (const [wanted, count] of [['open', TO_REVIEW - 1], ['answered', 1], ['incomplete', 1], ['optional', 99 - TO_REVIEW], ['all', 99], ['now', TO_REVIEW]]) {
      await sheet.filter(wanted);
      strictEqual(await visible(), count, wanted);
    }
    await sheet.filter('answered');
    await sheet.page.locator('[data-next]').click();
    strictEqual(await sheet.focused(), 'title-1A-3');
    strictEqual(await visible(), TO_REVIEW);
    await sheet.page.locator('[data-next]').click();
    strictEqual(await sheet.focused(), 'title-1B-1');
    await sheet.page.locator('[data-next]').click();
    strictEqual(await sheet.focused(), 'title-1B-2');
    await sheet.page.locator('[data-next]').click();
    strictEqual(await sheet.focused(), 'title-1C-2'); // facts meet 1C-1
    await sheet.close();
  },

  'only what awaits review is counted': async ({ browser, file }) => {
    const sheet = await Sheet.open(browser, file);
    const asked = await sheet.page.locator('[data-place=now]').evaluateAll((boxes) => boxes.map(({ id }) => id));
    strictEqual(asked.length, TO_REVIEW);
    for (const id of ['1F-6', '1C-1', ...asked.slice(1)]) await sheet.judge(id, MET);
    strictEqual(await sheet.box('1D-1').locator('[data-kind]').innerText(), 'Optional');
    await sheet.press('[data-next]');
    strictEqual(await sheet.focused(), `title-${asked[0]}`);
    await sheet.save();
    strictEqual(await sheet.message(), `Saved as ${NAME}, in your downloads. 1 still to review.`);
    await sheet.judge(asked[0], MET);
    strictEqual(await sheet.progress(), left(TO_REVIEW, '2 optional answered'));
    const waiting = await sheet.page.locator('[data-component]').evaluateAll((parts) => parts.map((part) => part.querySelectorAll('[data-place=now]').length));
    deepStrictEqual(await sheet.page.locator('[data-count]').allInnerTexts(), waiting.map((each) => `${each} of ${each} done`));
    await sheet.press('[data-next]');
    strictEqual(await sheet.message(), DONE);
    await sheet.save();
    strictEqual(await sheet.message(), `Saved as ${NAME}, in your downloads. ${DONE}`);
    await sheet.filter('open');
    strictEqual(await sheet.page.locator('[data-criterion]').filter({ visible: true }).count(), 0);
    await sheet.close();
  },

  'the message is visible where the reviewer works, and covers nothing that is worked on': async ({ browser, file }) => {
    for (const viewport of [WIDE, NARROW, ZOOMED]) {
      const sheet = await Sheet.open(browser, file, { viewport });
      await sheet.page.locator('[data-desk]').evaluate((desk) => desk.scrollIntoView({ block: 'end' })); // at the foot of the window
      await sheet.press('[data-save]');
      strictEqual(await sheet.message(), NOTHING_TO_SAVE);
      await sheet.reload();
      await sheet.at('title-3E-2').focus();
      await sheet.tabs('Shift+Tab', 12);
      await sheet.at('3E-2').evaluate((box) => box.scrollIntoView());
      await sheet.press('[data-save]');
      strictEqual(await sheet.message(), NOTHING_TO_SAVE);
      await sheet.judge('3E-2', MET);
      strictEqual(await sheet.message(), ''); // the message goes away as work goes on
      const top = await sheet.top('met-3E-2');
      await sheet.press('[data-save]');
      match(await sheet.message(), /^Saved as /);
      ok(Math.abs((await sheet.top('met-3E-2')) - top) < 2, `the page moved by ${(await sheet.top('met-3E-2')) - top} at ${viewport.width} x ${viewport.height}`);
      ok((await sheet.covered()) < 0.45, `${await sheet.covered()} is covered at ${viewport.width} x ${viewport.height}`);
      await sheet.at('title-3E-2').focus();
      await sheet.tabs('Tab', 12);
      await sheet.tabs('Shift+Tab', 20);
      await sheet.close();
    }
  },

  'the page says where one works that the worksheet is open in another tab': async ({ browser, file }) => {
    for (const viewport of [WIDE, ZOOMED]) {
      const sheet = await Sheet.open(browser, file, { viewport });
      await sheet.at('rationale-3E-2').focus();
      const other = await sheet.context.newPage();
      await other.goto(pathToFileURL(file).href);
      await other.locator('[id="met-1A-1"]').check();
      await other.waitForTimeout(KEPT);
      await sheet.page.bringToFront();
      match(await sheet.message(), /open in another tab/);
      await sheet.judge('3E-2', { rationale: 'Typed on' });
      match(await sheet.message(), /open in another tab/);
      await sheet.close();
    }
  },

  'what mcaudit would not read is not saved, and one sees why': async ({ browser, file }) => {
    const sheet = await Sheet.open(browser, file);
    await sheet.page.evaluate(() => {
      for (const form of document.querySelectorAll('[data-form]')) {
        form.querySelector('[value="cannot_tell"]').checked = true;
        for (const area of form.querySelectorAll('[data-text]')) area.value = 'Ω'.repeat(10000);
        form.dispatchEvent(new Event('input'));
      }
    });
    await sheet.at('3E-2').evaluate((box) => box.scrollIntoView());
    await sheet.press('[data-save]');
    match(await sheet.message(), /larger than mcaudit reads.*Nothing was saved\.$/);
    await sheet.close();
  },

  'a met that cites nothing is incomplete, wherever it comes from': async ({ browser, file, folder }) => {
    const sheet = await Sheet.open(browser, file);
    await sheet.judge('1A-1', { answer: 'met' });
    strictEqual(await sheet.progress(), left(0, '1 answer does not count yet: it cites no document'));
    strictEqual(await sheet.box('1A-1').locator('[data-kind]').innerText(), 'This answer does not count yet: it cites no document.');
    await sheet.press('[data-save]');
    strictEqual(await sheet.page.locator('[data-missing] a').innerText(), '1A-1: Cite a document: without one, this answer does not count.');
    await sheet.page.locator('[data-missing] a').click();
    strictEqual(await sheet.focused(), 'own-1A-1');
    await sheet.page.keyboard.press('Enter'); // one click, and never the answer
    const { answer, citations } = await sheet.shown('1A-1');
    deepStrictEqual([answer, citations.length > 0], ['met', true]);
    strictEqual(await sheet.progress(), left(1));
    await sheet.box('1A-2').locator('[data-own]').click();
    deepStrictEqual([(await sheet.shown('1A-2')).answer, await sheet.progress()], ['', left(1, '1 incomplete')]);
    await sheet.judge('1A-2', { answer: 'met' });
    const saved = JSON.parse(await sheet.save());
    deepStrictEqual(readBack(folder, JSON.stringify(saved)).decisions[0].citations.map((each) => [each.document, each.place]), citations);
    await sheet.close();

    for (const each of saved.decisions) delete each.citations; // as earlier worksheets saved it
    const later = await Sheet.open(browser, file);
    await later.load(JSON.stringify(saved));
    strictEqual(await later.progress(), left(0, '2 answers do not count yet: they cite no document'));
    await later.close();
  },

  'what the facts suggest is shown once an answer is saved, and the file says what was seen': async ({ browser, file, folder }) => {
    const sheet = await Sheet.open(browser, file);
    const suggestion = sheet.box('1A-2').locator('[data-suggestion]');
    await sheet.judge('1A-2', MET);
    ok(!(await suggestion.isVisible()));
    strictEqual(await sheet.page.getByText('facts suggest').filter({ visible: true }).count(), 0);
    await sheet.save();
    match(await suggestion.innerText(), /^The facts suggest: met\. /);
    await sheet.judge('1A-2', { answer: 'cannot_tell', rationale: 'Which one?' });
    await sheet.judge('1A-1', MET);
    const { decisions } = readBack(folder, await sheet.save());
    deepStrictEqual(decisions.map((each) => [each.criterion, each.suggestion_seen]), [['1A-2', false], ['1A-1', false], ['1A-2', true]]);
    await sheet.close();
  },

  'the first question is on the first screen, behind few stops': async ({ browser, file }) => {
    for (const viewport of [WIDE, { width: 375, height: 740 }]) {
      const sheet = await Sheet.open(browser, file, { viewport });
      const title = await sheet.at('title-1A-1').boundingBox();
      ok(title.y + title.height < viewport.height, `1A-1 is at ${title.y} of ${viewport.height}`);
      let stops = 0;
      while ((await sheet.page.evaluate(() => document.activeElement.dataset.next)) === undefined) {
        await sheet.page.keyboard.press('Tab');
        stops += 1;
      }
      await sheet.page.keyboard.press('Enter');
      strictEqual(await sheet.focused(), 'title-1A-1');
      ok(stops <= 3, `${stops} stops`);
      await sheet.close();
    }
  },

  'a component is reviewed by keyboard alone': async ({ browser, file, folder }) => {
    const sheet = await Sheet.open(browser, file);
    const { keyboard } = sheet.page;
    const asked = await sheet.page.locator('[data-component="4"] [data-place=now]').evaluateAll((boxes) => boxes.map(({ id }) => id));
    const first = await sheet.page.locator('[data-place=now]').evaluateAll((boxes) => boxes.map(({ id }) => id));
    ok(asked.length > 3);
    const reach = async (id) => {
      for (let stops = 0; (await sheet.focused()) !== id; stops += 1) {
        ok(stops < 60, `${id} is not reached`);
        await keyboard.press('Tab');
      }
    };
    for (const id of first.slice(0, first.indexOf(asked[0]) + 1)) {
      await sheet.page.locator('[data-next]').focus();
      await keyboard.press('Enter');
      strictEqual(await sheet.focused(), `title-${id}`);
    }
    for (const id of asked) {
      await reach(`met-${id}`);
      await keyboard.press('Space');
      await reach(`own-${id}`);
      await keyboard.press('Enter');
    }
    const partly = asked[1];
    for (let back = 0; (await sheet.focused()) !== `met-${partly}`; back += 1) {
      ok(back < 120, 'one cannot go back');
      await keyboard.press('Shift+Tab');
    }
    await keyboard.press('ArrowDown');
    strictEqual(await sheet.focused(), `partly_met-${partly}`);
    await reach(`rationale-${partly}`);
    await keyboard.type('Half');
    await reach(`would_satisfy-${partly}`);
    await keyboard.type('The rest');
    for (let back = 0; (await sheet.focused()) !== `add-${partly}`; back += 1) {
      ok(back < 20, 'one cannot go back');
      await keyboard.press('Shift+Tab');
    }
    await keyboard.press('Enter'); // one more citation
    await keyboard.type('D4');
    await keyboard.press('Tab');
    await keyboard.type('p. 3');
    await keyboard.press('Enter'); // which must not leave the page
    await sheet.page.locator('[data-save]').focus();
    const [download] = await Promise.all([sheet.page.waitForEvent('download'), keyboard.press('Enter')]);
    const { decisions } = readBack(folder, readFileSync(await download.path(), 'utf8'));
    deepStrictEqual(decisions.map((each) => each.criterion), asked);
    const one = decisions[1];
    deepStrictEqual([one.answer, one.rationale, one.would_satisfy], ['partly_met', 'Half', 'The rest']);
    const { document: cited, place } = one.citations.at(-1);
    deepStrictEqual([cited, place], ['profile_page', 'p. 3']);
    ok(decisions.every((each) => each.citations.length));
    match(await sheet.progress(), new RegExp(`· ${asked.length} done$`));
    await sheet.close();
  },

  'a disagreement is settled on a page, by keyboard alone': async ({ browser, folder }) => {
    const page = join(folder, 'settle.html');
    execFileSync(python, [script, 'settle', page], { stdio: 'inherit' });
    for (const look of [{ viewport: WIDE, colorScheme: 'light' }, { viewport: NARROW, colorScheme: 'dark' }]) {
      const sheet = await Sheet.open(browser, page, look);
      const { keyboard } = sheet.page;
      const reach = async (matches) => {
        for (let stops = 0; !(await sheet.page.evaluate((selector) => document.activeElement.matches(selector), matches)); stops += 1) {
          ok(stops < 30, `${matches} is not reached`);
          await keyboard.press('Tab');
        }
      };
      await reach('[data-next]');
      await keyboard.press('Enter');
      strictEqual(await sheet.focused(), 'title-1A-2');
      await reach('[id="met-1A-2"]');
      await keyboard.press('ArrowDown');
      strictEqual(await sheet.progress(), '1 to settle · 0 done · 1 incomplete');
      await sheet.press('[data-save]');
      match(await sheet.message(), /^1A-2 is not complete: Say why/);
      strictEqual(await sheet.focused(), 'why-1A-2');
      await sheet.axe();
      await keyboard.type(QUOTED.replace(/\s/g, ' '));
      await sheet.reload();
      strictEqual(await sheet.progress(), '0 to settle · 1 done');
      const [download] = await Promise.all([sheet.page.waitForEvent('download'), sheet.page.locator('[data-save]').press('Enter')]);
      const text = readFileSync(await download.path(), 'utf8');
      const [settled] = readBack(folder, text).settlements;
      deepStrictEqual([settled.criterion, settled.answer, settled.why, settled.between], ['1A-2', 'partly_met', QUOTED.replace(/\s/g, ' '), { ann: 'met', bo: 'not_met' }]);
      await sheet.page.locator('[data-keeping]').evaluate((part) => (part.open = true));
      await sheet.page.locator('[data-forget]').click();
      strictEqual(await sheet.progress(), '1 to settle · 0 done');
      await sheet.load('{"format": "mcaudit-decisions/1", "decisions": []}');
      match(await sheet.page.locator('[data-load-error]').innerText(), /not a file of settlements/);
      await sheet.load(text);
      strictEqual(await sheet.message(), 'Opened 1 settlement.');
      strictEqual(await sheet.progress(), '0 to settle · 1 done');
      await sheet.close();
    }
  },

  'without a store it says so, and works': async ({ browser, file, folder }) => {
    const broken = () => Object.defineProperty(globalThis, 'localStorage', { get: () => { throw new DOMException('no', 'SecurityError'); } });
    const sheet = await Sheet.open(browser, file, {}, broken);
    match(await sheet.page.locator('[data-kept]').innerText(), /^This browser does not keep what you type: save often/);
    await sheet.judge('1A-1', MET);
    strictEqual(readBack(folder, await sheet.save()).decisions.length, 1);
    await sheet.close();
  },

  'what the browser keeps can be removed': async ({ browser, file }) => {
    const sheet = await Sheet.open(browser, file);
    await sheet.judge('1A-1', MET);
    await sheet.page.waitForTimeout(KEPT);
    strictEqual(await sheet.page.evaluate(() => localStorage.length), 1);
    await sheet.load('null');
    ok(await sheet.page.locator('[data-load-error]').innerText());
    await sheet.judge('1A-2', { answer: 'not_met' });
    await sheet.press('[data-save]');
    ok(await sheet.page.locator('[data-missing]').isVisible());
    await sheet.page.locator('[data-keeping]').evaluate((part) => (part.open = true));
    await sheet.page.locator('[data-forget]').click();
    strictEqual(await sheet.message(), 'Your work was removed from this browser.');
    strictEqual(await sheet.page.locator('[data-load-error]').innerText(), '');
    strictEqual(await sheet.at('load').getAttribute('aria-invalid'), null);
    ok(!(await sheet.page.locator('[data-missing]').isVisible()));
    strictEqual(await sheet.page.evaluate(() => localStorage.length), 0);
    strictEqual(await sheet.progress(), left(0));
    await sheet.close();
  },

  'without JavaScript it is read, and says what is lacking': async ({ browser, file }) => {
    const sheet = await Sheet.open(browser, file, { javaScriptEnabled: false });
    ok(await sheet.page.locator('[data-lacking]').isVisible());
    strictEqual(await sheet.page.locator('[data-criterion]').filter({ visible: true }).count(), 99);
    strictEqual(await sheet.page.locator('button, input, textarea, select').filter({ visible: true }).count(), 0);
    await sheet.close();
  },

  'axe finds nothing while it is worked on': async ({ browser, file }) => {
    const work = async ({ show, rules, ...look }) => {
      const sheet = await Sheet.open(browser, file, look);
      await sheet.judge('1A-1', FULL['1A-1']);
      await sheet.judge('1A-2', { answer: 'not_met', citations: [{ document: '', place: 'p. 9' }] });
      await sheet.judge('1A-3', MET);
      await sheet.page.locator('[data-save]').click();
      await sheet.filter(show);
      await sheet.axe(rules);
      await sheet.close();
    };
    await Promise.all(LOOKS.map(work));
  },
};

const folder = mkdtempSync(join(tmpdir(), 'worksheet-'));
const file = join(folder, 'worksheet.html');
const failed = [];
try {
  execFileSync(python, [script, 'make', file], { stdio: 'inherit' });
  TO_REVIEW = readFileSync(file, 'utf8').split('data-place="now"').length - 1;
  const browser = await chromium.launch({ executablePath });
  for (const [step, act] of Object.entries(STEPS)) {
    try {
      await act({ browser, file, folder });
    } catch (error) {
      failed.push(`  ${step}`, ...error.message.split('\n').slice(0, 20).map((line) => `      ${line}`));
    }
    for (const context of browser.contexts()) await context.close();
  }
  await browser.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log([`${failed.length ? 'FAIL' : 'ok  '} a worksheet, worked through in ${Object.keys(STEPS).length} ways`, ...failed].join('\n'));
process.exit(failed.length ? 1 : 0);
