/** What the Settings page says (DESIGN.md, Voice). */
import type { TOKEN_SCOPES } from '#core/contract/account.ts';

const scope: Readonly<Record<(typeof TOKEN_SCOPES)[number], string>> = {
  read: 'sees everything but tokens, sign-ins and secrets',
  log: 'reads, and logs what you do',
  ingest: 'sends events, nothing else',
  inbox: 'drops thoughts into the inbox, nothing else',
  manage: 'does what you can do here, except account, password and tokens',
};

export const words = {
  title: 'Settings',
  signOut: 'Sign out',
  unsent: (count: number) => (count === 1 ? '1 thing is not sent yet' : `${count} things are not sent yet`),
  unsentText:
    'What you logged waits on this device. It stays here when you sign out, and is sent when you sign in again on it. Others who use this device do not see it.',
  signOutAnyway: 'Sign out, and keep it here',
  signOutForget: 'Sign out, and throw it away',
  stay: 'Stay signed in',
  looks: 'Looks',
  theme: 'Theme',
  themes: { auto: 'As the device', light: 'Light', dark: 'Dark' },
  pet: 'Your pet',
  petChange: (name: string) => `Change ${name}`,
  petText: 'Its name, its coat, and rest when you need some.',
  zoneHint:
    'From now on your days and streaks follow it. Days gone by stay as they were, and goals keep the zone they began in.',
  wouldChange: 'This would change something you see today.',
  wouldBeToday: (before: string, after: string) => `Today is ${before}, and would be ${after}.`,
  wouldBeStreak: (habit: string, before: number, after: number) =>
    `${habit}: a streak of ${before} would read ${after}.`,
  goalsStay: 'No day gone by moves, and nothing you earned is taken back.',
  changeAnyway: 'Change it',
  leaveIt: 'Leave it as it is',
  dayStart: 'A new day begins at',
  dayStartHint: (hour: number) =>
    hour === 0
      ? 'What you do after midnight counts for the new day.'
      : `What you do before ${String(hour).padStart(2, '0')}:00 counts for the day before. Days gone by stay as they were.`,
  allSessions: (count: number) => `Show all ${count}`,
  scopes: 'What it may do',
  scope,
  profile: 'Profile',
  yourName: 'Your name',
  zone: 'Time zone',
  weekStart: 'Week starts on',
  days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  save: 'Save',
  saved: 'Saved.',
  password: 'Password',
  presentPassword: 'Present password',
  newPassword: 'New password',
  newPasswordHint: 'At least 8 characters. Every other browser is signed out.',
  changeIt: 'Change it',
  sessions: 'Signed-in browsers',
  used: (when: string, ip: string | null) => `Used ${when}${ip === null ? '' : ` · ${ip}`}`,
  thisOne: 'This one',
  tokens: 'API tokens',
  documentation: 'Documentation',
  noTokens: 'None. A script of yours needs one to read or log.',
  tokenUsed: (date: string | null) => (date === null ? 'not used yet' : `used ${date}`),
  revoke: 'Revoke',
  token: 'Token',
  once: 'It is shown this once.',
  tokenFor: 'What is it for?',
  makeToken: 'Make a token',
  erase: 'Erase the account',
  eraseText: 'Everything goes, for ever: your pet, its history, your connections. There is no undo.',
  yourPassword: 'Your password',
  eraseNow: 'Erase everything',
  keep: 'Keep it',
  eraseAsk: 'Erase my account…',
} as const;
