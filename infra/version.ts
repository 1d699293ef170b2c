import project from '../package.json' with { type: 'json' };

/** This code's version, as in package.json. */
export const version: string = project.version;
