/** `npm run icons`: the app's icons, drawn from the pet by a real browser into `web/public/icons`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { petSvg } from '#core/domain/pet/art/index.ts';
import { launchBrowser } from '../test/support/browser.ts';

const HONEY = '#FFC247';
const out = join(import.meta.dirname, '..', 'web', 'public', 'icons');
const head = petSvg(
  { species: 'dog', stage: 'young', mood: 'happy', color: 'biscuit' },
  { id: 'icon', crop: 'head', css: 'none', animate: false, decorative: true },
);

interface Icon {
  readonly name: string;
  readonly size: number;
  /** Share of the edge that the head takes: a maskable icon may be cut to a circle. */
  readonly share: number;
  /** Radius of the corners as a share of the edge. */
  readonly corner: number;
}

const icons: readonly Icon[] = [
  { name: 'icon-192', size: 192, share: 0.82, corner: 0.24 },
  { name: 'icon-512', size: 512, share: 0.82, corner: 0.24 },
  { name: 'maskable-512', size: 512, share: 0.74, corner: 0 },
  // iOS cuts the corners itself and knows no transparency.
  { name: 'apple-touch-icon', size: 180, share: 0.78, corner: 0 },
];

mkdirSync(out, { recursive: true });
const browser = await launchBrowser();
const page = await browser.newPage();
for (const { name, size, share, corner } of icons) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>
    html, body { margin: 0; background: transparent }
    .icon { width: ${size}px; height: ${size}px; display: grid; place-items: end center; overflow: hidden;
      background: ${HONEY}; border-radius: ${corner * size}px }
    .icon svg { width: ${share * size}px; height: ${share * size}px; overflow: visible }
  </style><div class="icon">${head}</div>`);
  writeFileSync(join(out, `${name}.png`), await page.screenshot({ omitBackground: true }));
}
await browser.close();
console.log(`wrote ${icons.length} icons to web/public/icons`);
