/**
 * Optional packages that a lock file names but does not hold. npm writes such a lock in silence when a registry lacks
 * a platform's package, and then `npm ci` fails on every machine. @param {{ packages: Record<string, any> }} lock
 * @returns {string[]}
 */
export const lockGaps = ({ packages }) => {
  const isHeld = (from, name) => {
    for (let base = from; ;) {
      if (packages[`${base ? `${base}/` : ''}node_modules/${name}`]) return true;
      if (base === '') return false;
      const parent = base.lastIndexOf('/node_modules/');
      base = parent < 0 ? '' : base.slice(0, parent);
    }
  };
  return Object.entries(packages).flatMap(([path, { version, optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isHeld(path, name))
      .map(([name, range]) => `${path || '(this project)'}@${version} lacks ${name}@${range}`),
  );
};
