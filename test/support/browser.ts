/** A real Chromium for tests: the one `CHROMIUM_PATH` names, an installed one, else the one that npm brought. */
import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

export const PHONE = { width: 390, height: 844 } as const;
export const DESKTOP = { width: 1280, height: 860 } as const;

/** npm's Chromium brings its own libraries, and unpacks them when it thinks it runs on Lambda. */
const fromNpm = async (): Promise<{ path: string; args: string[] }> => {
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs20.x';
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs20.x';
  const { default: packed } = await import('@sparticuz/chromium');
  // In a single process one page can stop all others.
  return { path: await packed.executablePath(), args: packed.args.filter((arg) => arg !== '--single-process') };
};

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

const programOf = async (): Promise<{ path: string; args: string[] }> => {
  const found = [process.env['CHROMIUM_PATH'] ?? '', ...INSTALLED].find((path) => path !== '' && existsSync(path));
  return found === undefined ? fromNpm() : { path: found, args: ARGS };
};

/** Close it in `afterAll`. `more`: further arguments of the browser. */
export const launchBrowser = async (more: readonly string[] = []): Promise<Browser> => {
  const { path, args } = await programOf();
  return chromium.launch({ executablePath: path, headless: true, args: [...args, ...more] });
};

/** A browser that keeps what it knows in `folder`, as a phone does: closed and opened again it is the same one. */
export const openDevice = async (folder: string, options: BrowserContextOptions = {}): Promise<BrowserContext> => {
  const { path, args } = await programOf();
  return chromium.launchPersistentContext(folder, {
    viewport: PHONE,
    ...options,
    executablePath: path,
    headless: true,
    args,
  });
};

export interface WatchedPage {
  readonly page: Page;
  /** What the page complained about: errors, and requests that failed for another reason than a missing sign-in. */
  readonly complaints: readonly string[];
}

/** A page of its own that remembers what went wrong on it. */
export const openPage = async (browser: Browser, options: BrowserContextOptions = {}): Promise<WatchedPage> => {
  const context = await browser.newContext({ viewport: PHONE, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (line) => {
    if (line.type() === 'error' && !line.text().includes('401')) complaints.push(line.text());
  });
  return { page, complaints };
};
