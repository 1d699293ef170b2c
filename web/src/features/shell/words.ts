/** What surrounds every page says (DESIGN.md, Voice). */
export const shellWords = {
  skip: 'To the content',
  pages: 'Pages',
  log: 'Log',
  logMoment: 'Log a moment',
  more: 'More',
  offline: 'No connection. You see the last known state; it goes on by itself.',
  lost: 'The server does not answer. You see the last known state; it goes on by itself.',
  update: 'A new version of Pawgress is ready.',
  updateNow: 'Use it now',
  updateLater: 'Later',
  unreachable: 'Pawgress cannot be reached. Nothing is lost: it is on your server.',
  checking: 'Checking…',
  notFound: 'There is no such page',
  notFoundText: 'The address may be old, or have a letter too many.',
  home: 'Go home',
} as const;
