/** The meadow behind the pet, anchored at the bottom centre and safe to crop at the sides. */
import { SCENE_COLOURS, type SceneTime } from './scene-colours.ts';
import { bush, cloud, fence, flower, house, stars, tree, tuft } from './scene-parts.ts';

export interface SceneOptions {
  readonly time?: SceneTime | undefined;
  /** Unique prefix of ids, when several scenes are on one page. */
  readonly id?: string | undefined;
}

/** The scene as one SVG text. */
export const sceneSvg = (options: SceneOptions = {}): string => {
  const { time = 'day' } = options;
  const id = (options.id ?? '').replace(/[^\w-]/g, '') || 'sc';
  const p = SCENE_COLOURS[time];
  const night = time === 'night';
  const [sc, sx, sy, sr] = p.sun;
  return `<svg class="bgd" viewBox="0 0 800 420" preserveAspectRatio="xMidYMax slice" aria-hidden="true"><defs><linearGradient id="${id}s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${p.sky[0]}"/><stop offset=".42" stop-color="${p.sky[1]}"/><stop offset=".7" stop-color="${p.sky[2]}"/></linearGradient><radialGradient id="${id}w"><stop offset="0" stop-color="#FFD774" stop-opacity=".42"/><stop offset="1" stop-color="#FFD774" stop-opacity="0"/></radialGradient><linearGradient id="${id}g" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${p.near}"/><stop offset="1" stop-color="${p.near2}"/></linearGradient></defs>
<rect x="-400" y="-400" width="1600" height="830" fill="${p.sky[0]}"/><rect x="-400" width="1600" height="420" fill="url(#${id}s)"/>${night ? stars() : ''}
<circle cx="${sx}" cy="${sy}" r="${sr * 2.1}" fill="${sc}" opacity=".18"/><circle cx="${sx}" cy="${sy}" r="${sr * 1.5}" fill="${sc}" opacity=".28"/>${night ? `<path transform="translate(${sx} ${sy}) rotate(-18)" d="M8 -24 A25 25 0 1 0 25 8 A19.5 19.5 0 0 1 8 -24Z" fill="${sc}"/>` : `<circle cx="${sx}" cy="${sy}" r="${sr}" fill="${sc}"/>`}
${cloud(p, 452, 100, night ? 0.7 : 0.9, night ? 0.3 : 0.85)}${cloud(p, 228, 158, 0.62, night ? 0.25 : 0.7)}${cloud(p, 130, 130, 0.8, night ? 0.25 : 0.7)}${cloud(p, 700, 170, 0.9, night ? 0.25 : 0.7)}
<path d="M-400 262 C-200 200 -60 206 90 228 S 320 196 450 222 S 700 186 830 226 S 1100 214 1200 250 V420 H-400Z" fill="${p.far}"/>
<path d="M-400 282 C-200 236 10 246 160 262 S 400 254 540 258 S 900 246 1200 286 V420 H-400Z" fill="${p.mid}"/>
${tree(p, 120, 276, 0.9)}${tree(p, 78, 284, 0.7)}${tree(p, 540, 268, 0.62)}${tree(p, 704, 280, 1)}${tree(p, 760, 290, 0.76)}${house(p, id, night || time === 'evening')}${bush(p, 284, 274, 0.5)}${bush(p, 182, 276, 0.62)}${fence(p, night)}
<path d="M-400 296 C-100 276 160 274 400 284 C640 276 900 276 1200 298 V440 H-400Z" fill="url(#${id}g)"/>
<path d="M238 279 C262 292 226 300 250 316 C276 334 330 338 352 440 L492 440 C470 350 330 332 290 316 C262 304 276 292 252 278Z" fill="${p.path}" opacity=".8"/>
<ellipse cx="400" cy="382" rx="150" ry="22" fill="${p.near2}" opacity=".5"/>
${tuft(p, 176, 330)}${tuft(p, 520, 318, 0.8)}${tuft(p, 620, 352)}${tuft(p, 226, 392, 1.1)}${tuft(p, 566, 400, 1.1)}${tuft(p, 96, 376)}${tuft(p, 716, 390)}
${flower(p, 206, 356, '#F7A48B', night)}${flower(p, 222, 362, '#FFFFFF', night)}${flower(p, 590, 360, '#FFD36A', night)}${flower(p, 574, 352, '#FFFFFF', night)}${flower(p, 130, 400, '#FFD36A', night)}${flower(p, 668, 400, '#F7A48B', night)}
<g transform="translate(548 366)"><ellipse cx="0" cy="13" rx="14" ry="4" fill="#2A1914" opacity=".16"/><circle r="13" fill="${night ? '#B3B85A' : '#DDE46A'}" stroke="#5C6A22" stroke-width="2.6"/><path d="M-10 -8 C-3 -3 -3 6 -9 10 M10 -8 C3 -3 3 6 9 10" fill="none" stroke="#FFFDEB" stroke-width="2.6" stroke-linecap="round"/></g></svg>`;
};
