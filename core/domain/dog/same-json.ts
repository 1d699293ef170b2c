/** Whether two JSON values say the same (spec 5.1, content of a moment). */

/** Deep equality of JSON: the order of keys does not matter, that of items does; `-0` is 0. Neither holds `undefined`. */
export const sameJson = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), new Map<string, unknown>(Object.entries(b))];
  return left.length === right.size && left.every(([key, item]) => right.has(key) && sameJson(item, right.get(key)));
};
