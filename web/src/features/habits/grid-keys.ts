/** Arrow keys between the day buttons of a `.day-grid`: its rows are `.cells`, each place a child. */

const steps: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

/** Moves the focus from a day to the next one that exists in the direction of the key. Says whether it is such a key. */
export const moveFocus = (day: HTMLElement, key: string): boolean => {
  const step = steps[key];
  const line = day.closest('.cells');
  if (!step || !line) return false;
  const lines = [...(day.closest('.day-grid')?.querySelectorAll('.cells') ?? [])];
  const rows = lines.map(({ children }) => [...children]);
  let [row, place] = [lines.indexOf(line), [...line.children].indexOf(day)];
  for (;;) {
    row += step[0];
    place += step[1];
    const target = rows[row]?.[place];
    if (target === undefined) return true;
    if (target instanceof HTMLButtonElement) {
      target.focus();
      return true;
    }
  }
};
