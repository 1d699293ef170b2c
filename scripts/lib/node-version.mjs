const numbers = (version) => version.replace(/^v/, '').split('.').map(Number);

const compare = (a, b) => {
  for (let i = 0; i < 3; i += 1) if (a[i] !== b[i]) return a[i] - b[i];
  return 0;
};

/**
 * Whether a Node version fits an `engines` range made of `^a.b.c` and `>=a.b.c` joined by `||`.
 * @param {string} version @param {string} range
 */
export const fits = (version, range) =>
  range.split('||').some((part) => {
    const [, operator, floor] = /^(\^|>=)(\d+\.\d+\.\d+)$/.exec(part.trim()) ?? [];
    if (!operator) throw new Error(`engines.node: ${part.trim()} is neither ^a.b.c nor >=a.b.c`);
    const [have, least] = [numbers(version), numbers(floor)];
    return compare(have, least) >= 0 && (operator === '>=' || have[0] === least[0]);
  });

/** Ends the process with a clear message when this Node is too old. @param {string} range */
export const requireNode = (range) => {
  if (fits(process.version, range)) return;
  console.error(
    `Pawgress needs Node.js ${range.replaceAll('||', 'or')}, and this is ${process.version}. Node 24 LTS is a good choice: https://nodejs.org`,
  );
  process.exit(1);
};
