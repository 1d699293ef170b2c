/** The nest, in front of and behind the egg. */
import { oval, shape } from './svg.ts';

const STRAW = '#DDAA62';
const EDGE = '#6B4220';
const RIM = 'M46 190 C52 202 84 208 120 208 C156 208 188 202 194 190 C200 204 192 228 120 228 C48 228 40 204 46 190Z';

export const nestBack = oval(120, 192, 68, 17, `fill="#9A6730" stroke="${EDGE}" stroke-width="7"`);

export const nestFront =
  shape(RIM, `fill="${STRAW}" stroke="${EDGE}" stroke-width="7.6" stroke-linejoin="round"`) +
  shape(RIM, `fill="${STRAW}"`) +
  shape(
    'M48 206 C58 222 92 227 120 227 C150 227 184 222 193 206 C190 222 164 228 120 228 C76 228 52 222 48 206Z',
    'fill="#B9803C"',
  ) +
  shape(
    'M58 203 C76 211 98 213 112 213 M126 213 C150 213 172 209 186 200 M70 217 C90 222 104 222 118 221 M136 221 C154 220 166 217 178 212',
    'fill="none" stroke="#A06E31" stroke-width="2.8" stroke-linecap="round"',
  ) +
  shape(
    'M66 208 C80 213 92 215 102 216 M140 217 C152 216 162 214 172 210',
    'fill="none" stroke="#F5D59C" stroke-width="2.8" stroke-linecap="round"',
  ) +
  shape(
    'M54 200 l-12 -5 M190 198 l11 -6 M60 219 l-9 6 M182 218 l9 5',
    `fill="none" stroke="${EDGE}" stroke-width="4" stroke-linecap="round"`,
  );
