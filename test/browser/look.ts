/** What a person needs from a page and a browser can measure. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

interface AxeResults {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

/** Rules of WCAG 2.2 A and AA and good practice that the page breaks, with the elements that do. */
export const axeViolations = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe.source);
  const results = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as AxeResults;
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
};

/**
 * Things to tap that are smaller than `least` pixels either way. A field in a label is as large as its label; a skip
 * link counts once it is shown; a link inside a sentence is as large as its words (WCAG 2.2, 2.5.8).
 */
export const smallTargets = (page: Page, least = 44): Promise<readonly string[]> =>
  page.evaluate((min) => {
    const targets = document.querySelectorAll<HTMLElement>(
      'a[href], button, summary, select, textarea, input:not([type=hidden]), [role=button]',
    );
    return [...targets].flatMap((target) => {
      const area = (target.closest('label') ?? target).getBoundingClientRect();
      const style = getComputedStyle(target);
      const isHidden = area.width === 0 || style.visibility === 'hidden' || style.display === 'none';
      const isOffScreen = area.bottom < 0 || area.right < 0;
      const isInSentence = target.matches('p a, .muted a') && style.display === 'inline';
      if (isHidden || isOffScreen || isInSentence || (area.width >= min && area.height >= min)) return [];
      return [`${Math.round(area.width)}x${Math.round(area.height)} ${target.outerHTML.slice(0, 120)}`];
    });
  }, least);

/** What makes the page scroll sideways: elements that end right of it; nothing when it does not scroll. */
export const stickingOut = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.querySelectorAll<HTMLElement>('body *')]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
      .map((element) => `${Math.round(element.getBoundingClientRect().right)} ${element.outerHTML.slice(0, 100)}`);
  });

/** Presses Tab until the focus is on something called `name`. @throws {Error} when it never is. */
export const tabTo = async (page: Page, name: string | RegExp): Promise<void> => {
  const seen: string[] = [];
  for (let i = 0; i < 80; i += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])].map((l) => l.innerText) : [];
      return (element?.getAttribute('aria-label') ?? labels.join(' ')) || (element?.innerText ?? '');
    });
    const text = focused.trim();
    if (typeof name === 'string' ? text === name : name.test(text)) return;
    seen.push(text.slice(0, 30));
  }
  throw new Error(`Tab never reached ${String(name)}: ${seen.join(' | ')}`);
};
