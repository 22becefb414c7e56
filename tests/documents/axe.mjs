// Holds HTML files to axe-core, and to what axe cannot see, in headless Chromium: node axe.mjs FILE.html...
//
// Prints a line that begins with "ok" or "FAIL" for each file, and below FAIL what is wrong with it and where.
// Exits with 0 when every file is good, with 1 when one is not, with 2 when called wrongly.
// Finds playwright-core and axe-core through NODE_PATH, and Chromium through CHROME_PATH or PATH.

import { accessSync, constants, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url); // unlike import, it looks into NODE_PATH
const { chromium } = require('playwright-core');
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const RULES = {
  resultTypes: ['violations', 'incomplete'],
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'],
};
// What a page looks like in other colors, its structure being that of the same width in the first.
const IN_OTHER_COLORS = { ...RULES, runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };

// The rules that axe may leave undecided, each with the reason why that is not a fault.
const UNDECIDED = {
  'color-contrast': 'axe cannot always tell what lies behind a text; each pair of colours is tested by arithmetic',
};

const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 320, height: 640 }; // WCAG 1.4.10: as wide as 1280 px are at 400 %
const MODES = [
  { name: 'wide, light', viewport: WIDE, colorScheme: 'light', rules: RULES, useFilters: true },
  { name: 'wide, dark', viewport: WIDE, colorScheme: 'dark', rules: IN_OTHER_COLORS },
  { name: 'narrow, light', viewport: NARROW, colorScheme: 'light', rules: IN_OTHER_COLORS },
  { name: 'narrow, dark', viewport: NARROW, colorScheme: 'dark', rules: RULES, useFilters: true },
];
const WITHOUT_SCRIPTS = { name: 'without JavaScript', javaScriptEnabled: false };

const TABS = 60; // presses of the Tab key in each mode
const EXAMPLES = 3; // places shown for each fault
const SEARCH_PAUSE = 200; // milliseconds: a page may wait with a search until the reader pauses
const NOWHERE = 'qxzqxz'; // what no criterion says

/** What was found in a file: each fault, at which places, and in which states of the page. */
class Findings {
  faults = new Map();
  undecided = new Map();
  runs = 0;
  criteria = 0;
  filters = 0;

  add(fault, place, state) {
    if (!this.faults.has(fault)) this.faults.set(fault, new Map());
    const places = this.faults.get(fault);
    if (!places.has(place)) places.set(place, new Set());
    places.get(place).add(state);
  }

  lines(file) {
    const undecided = [...this.undecided].map(([rule, count]) => `, ${rule} undecided ${count} times at most`).join('');
    const sums = `${this.criteria} criteria, ${this.filters} filters, ${this.runs} runs of axe${undecided}`;
    const lines = [`${this.faults.size ? 'FAIL' : 'ok  '} ${file}: ${sums}`];
    for (const [fault, places] of this.faults) {
      lines.push(`  ${fault}`);
      for (const [place, [state, ...others]] of [...places].slice(0, EXAMPLES)) {
        lines.push(...place.split('\n').map((line) => `      ${line}`));
        lines.push(`      seen: ${state}${others.length ? `, and in ${others.length} more states` : ''}`);
      }
      if (places.size > EXAMPLES) lines.push(`      and at ${places.size - EXAMPLES} more places`);
    }
    return lines.join('\n');
  }
}

/** A page, open in one mode. */
class Visit {
  constructor(page, mode, findings) {
    this.page = page;
    this.mode = mode;
    this.state = mode.name;
    this.findings = findings;
    this.filters = page.locator('[data-filters], [data-finds]');
  }

  fault(text, place) {
    this.findings.add(text, place, this.state);
  }

  async faultOf(text, control) {
    this.fault(text, await control.evaluate((element) => element.cloneNode().outerHTML));
  }

  /** Note what the page says on the console, and whatever it asks for other than itself. */
  listen(address) {
    this.page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.fault('a message on the console', message.text());
    });
    this.page.on('pageerror', (error) => this.fault('an error in the script', error.message));
    this.page.on('request', (request) => {
      const url = request.url();
      if (url.split('#')[0] !== address && !url.startsWith('data:')) this.fault('a request', url);
    });
  }

  /** Say what is done to the page from here on, for whatever is found then. */
  enter(state) {
    this.state = `${this.mode.name}, ${state}`;
  }

  /** Hold the page, as it is at this moment, to axe and to the width of the window. */
  async look() {
    await this.runAxe();
    await this.measure();
  }

  async runAxe() {
    if (!(await this.page.evaluate(() => 'axe' in globalThis))) await this.page.evaluate(AXE);
    const result = await this.page.evaluate((rules) => globalThis.axe.run(document, rules), this.mode.rules);
    this.findings.runs += 1;
    const place = (node) => `${node.target.flat().join(' ')}\n${node.failureSummary ?? ''}`.trim();
    for (const { id, help, nodes } of result.violations) {
      for (const node of nodes) this.fault(`${id}: ${help}`, place(node));
    }
    for (const { id, help, nodes } of result.incomplete) {
      const { undecided } = this.findings;
      if (id in UNDECIDED) undecided.set(id, Math.max(nodes.length, undecided.get(id) ?? 0));
      else for (const node of nodes) this.fault(`${id}, which axe could not decide: ${help}`, place(node));
    }
  }

  async measure() {
    const { width } = this.mode.viewport;
    const widest = await this.page.evaluate((limit) => {
      if (document.documentElement.scrollWidth <= limit) return null;
      const right = (element) => element.getBoundingClientRect().right;
      const element = [...document.body.querySelectorAll('*')].reduce((a, b) => (right(b) > right(a) ? b : a));
      return `${element.cloneNode().outerHTML} reaches ${Math.round(right(element))} px`;
    }, width);
    if (widest) this.fault(`it must be scrolled sideways at ${width} px`, widest);
  }

  /** Open every <details>, for axe does not look into closed ones; say whether there were any. */
  async openDetails() {
    return this.page.evaluate(() => {
      const closed = [...document.querySelectorAll('details:not([open])')];
      for (const details of closed) details.open = true;
      return closed.length > 0;
    });
  }

  /** Return the names of the criteria that can be seen. */
  async shown() {
    return this.page.evaluate(() =>
      [...document.querySelectorAll('[data-criterion], [data-entry], [data-item]')]
        .filter((element) =>
          element.closest('details:not([open])') // what is folded can be opened, but not what is hidden
            ? !element.closest('[hidden]')
            : element.checkVisibility({ visibilityProperty: true }),
        )
        .map((element) => element.dataset.criterion ?? element.dataset.entry ?? element.id),
    );
  }

  /** Press Tab through the page: every control is reached, in the order of the text, and can be seen to be. */
  async pressTab() {
    const count = await this.page.evaluate(findStops);
    let before = 'the start';
    for (let next = 0, press = 0; next < count && press < TABS; press += 1) {
      await this.page.keyboard.press('Tab');
      const now = await this.page.evaluate(readFocus);
      if (!now.outline) this.fault('the focus cannot be seen, for it has no outline', now.element);
      if (now.hidden) this.fault('the focus cannot be seen, for it is covered or out of sight', now.element);
      if (now.stop === -1 && now.moved) continue; // Chromium also stops at what scrolls
      if (now.stop !== next) {
        const wanted = await this.page.evaluate((index) => globalThis.stops[index].cloneNode().outerHTML, next);
        this.fault('Tab does not go to the next control', `from ${before}\nto   ${now.element}\nnot  ${wanted}`);
        return;
      }
      next += 1;
      before = now.element;
    }
    if (count && count < TABS) {
      await this.page.keyboard.press('Tab');
      const { stop } = await this.page.evaluate(readFocus);
      if (stop === count - 1) this.fault('Tab does not leave the last control', before);
    }
  }

  /** Use every filter as a reader would: each has an effect, and what they leave is as good as the whole. */
  async useFilters() {
    const all = await this.shown();
    if (!all.length) return this.fault('there are filters, but no criteria, entries, or items', '[data-filters]');
    for (const select of await this.filters.locator('select').all()) await this.choose(select, all);
    for (const search of await this.filters.locator('input[type=search]').all()) await this.search(search, all);
    await this.pressButtons(all);
    const others = this.filters.locator('input:not([type=search], [type=reset]), textarea, [contenteditable]');
    for (const other of await others.all()) await this.faultOf('a filter that this check cannot use', other);
    this.findings.filters = (await this.filters.locator('select, input, button').all()).length;
  }

  async choose(select, all) {
    const first = await select.evaluate((element) => element.selectedIndex);
    const count = await select.locator('option').count();
    let effects = 0;
    for (let index = 0; index < count; index += 1) {
      this.enter(`choice ${index + 1} of a filter`);
      await select.selectOption({ index });
      if (String(await this.settled()) !== String(all)) effects += 1;
      await this.measure();
    }
    await this.look();
    if (!effects) await this.faultOf('no choice of a filter has an effect', select);
    await select.selectOption({ index: first });
  }

  async search(search, all) {
    this.enter(`searching for ${all[0]}`);
    await search.pressSequentially(all[0]);
    await search.press('Enter'); // which must not leave the page
    const found = await this.settled(SEARCH_PAUSE);
    if (!found.includes(all[0])) await this.faultOf('a search does not find a criterion by its name', search);
    if (String(found) === String(all)) await this.faultOf('a search for one criterion shows them all', search);

    this.enter('searching for what is not there');
    await search.fill('');
    await search.pressSequentially(NOWHERE);
    const wrong = await this.settled(SEARCH_PAUSE);
    if (wrong.length) await this.faultOf('a search for what is not there shows criteria', search);
    await this.look();
    await search.fill('');
  }

  /** Press each button while all is filtered out: one of them has to bring all back. */
  async pressButtons(all) {
    const buttons = await this.filters.locator('button, input[type=reset]').all();
    let resets = 0;
    for (const button of buttons) {
      this.enter('a button of the filters pressed');
      for (const search of await this.filters.locator('input[type=search]').all()) await search.fill(NOWHERE);
      const before = await this.settled(SEARCH_PAUSE);
      await button.click();
      const after = await this.settled();
      if (before.length < all.length && String(after) === String(all)) resets += 1;
      await this.measure();
    }
    if (!resets) this.fault('no button brings all criteria back', '[data-filters]');
  }

  /** Wait until the page has finished; return the criteria that it shows then. */
  async settled(pause = 0) {
    await this.page.waitForTimeout(pause);
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
    return this.shown();
  }
}

// --- within the page ---------------------------------------------------------------------------------

/** Remember what Tab has to stop at, in the order of the text; return how many there are. */
function findStops() {
  const focusable = 'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable]';
  globalThis.stops = [...document.querySelectorAll(focusable)].filter(
    (element) => element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true }),
  );
  return globalThis.stops.length;
}

/** Describe the element that has the focus. */
function readFocus() {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const [box] = element.getClientRects();
  const above = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const moved = element !== globalThis.focusBefore && element !== document.body;
  globalThis.focusBefore = element;
  return {
    element: element.cloneNode().outerHTML,
    stop: globalThis.stops.indexOf(element),
    moved,
    outline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0,
    hidden: !above || !(element.contains(above) || above.contains(element)),
  };
}

// --- a file ------------------------------------------------------------------------------------------

async function inspect(browser, file) {
  const address = pathToFileURL(file).href;
  const findings = new Findings();
  for (const mode of MODES) await visit(browser, address, mode, findings, inspectMode);
  await visit(browser, address, WITHOUT_SCRIPTS, findings, inspectWithoutScripts);
  return findings;
}

async function visit(browser, address, mode, findings, act) {
  const context = await browser.newContext({ offline: true, reducedMotion: 'reduce', ...mode });
  const page = await context.newPage();
  const here = new Visit(page, mode, findings);
  here.listen(address);
  try {
    await page.goto(address);
    await act(here);
  } catch (error) {
    here.fault('the check did not come to its end', error.message.split('\n')[0]);
  } finally {
    await context.close();
  }
}

async function inspectMode(visit) {
  await visit.pressTab();
  await visit.look();
  if (await visit.openDetails()) {
    visit.enter('all details open');
    await visit.look();
  }
  visit.findings.criteria = (await visit.shown()).length;
  for (const filters of await visit.filters.filter({ visible: false }).all()) {
    await visit.faultOf('filters are hidden: the script did not run', filters);
  }
  const usable = await visit.filters.filter({ visible: true }).count();
  if (usable && visit.mode.useFilters) await visit.useFilters();
}

async function inspectWithoutScripts(visit) {
  await visit.openDetails();
  const shown = (await visit.shown()).length;
  const { criteria } = visit.findings;
  if (shown < criteria) visit.fault('not all can be read', `${shown} criteria are shown, of ${criteria}`);
  for (const filters of await visit.filters.filter({ visible: true }).all()) {
    await visit.faultOf('filters are shown, which do nothing', filters);
  }
}

// --- the command -------------------------------------------------------------------------------------

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

const files = process.argv.slice(2);
const executablePath = findChromium();
if (!files.length || !executablePath) {
  console.error(files.length ? 'no Chromium: set CHROME_PATH' : 'usage: node axe.mjs FILE.html...');
  process.exit(2);
}
const browser = await chromium.launch({ executablePath });
const waiting = [...files];
let good = true;
const inspectWaiting = async () => {
  while (waiting.length) {
    const file = waiting.shift();
    const findings = await inspect(browser, file);
    console.log(findings.lines(file));
    good &&= findings.faults.size === 0;
  }
};
await Promise.all(Array.from({ length: availableParallelism() }, inspectWaiting));
await browser.close();
process.exit(good ? 0 : 1);
