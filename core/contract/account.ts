/** Accounts: register, sign in, sessions, profile, API tokens (api.md, Accounts; architecture 9). */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { DateString, Id, IdParams, InstantInput, InstantString, NoInput } from './common.ts';

export const PASSWORD_MIN = 8;
/** argon2id hashes any length; the cap keeps a request from being a load. */
export const PASSWORD_MAX = 1024;

const Email = z.email().max(255).describe('E-mail address, the sign-in name');
const NewPassword = z
  .string()
  .min(PASSWORD_MIN, `A password needs at least ${PASSWORD_MIN} characters`)
  .max(PASSWORD_MAX)
  .describe(`Password, at least ${PASSWORD_MIN} characters`);
const GivenPassword = z.string().min(1).max(PASSWORD_MAX).describe('Current password');
const TimeZone = z.string().min(1).max(64).describe('IANA time zone, such as Europe/Berlin');
const DisplayName = z.string().trim().min(1).max(100).describe('Name shown in the app');
const WeekStart = z.number().int().min(1).max(7).describe('First day of the week, ISO: 1 Monday to 7 Sunday');
const DayStartHour = z
  .number()
  .int()
  .min(0)
  .max(12)
  .describe('Hour at which a new day begins; what is done before it counts for the day before');

export const UserView = z
  .object({
    id: Id,
    email: z.string().describe('E-mail address'),
    display_name: z.string().nullable().describe('Name shown in the app'),
    avatar_url: z.string().nullable().describe('Address of a picture'),
    timezone: TimeZone,
    week_start: WeekStart,
    day_start_hour: DayStartHour,
    created_at: InstantString,
    updated_at: InstantString,
  })
  .meta({ id: 'User' });
export type UserView = z.output<typeof UserView>;

const UserAnswer = z.object({ user: UserView.describe('The signed-in user') });

export const register = endpoint({
  id: 'register',
  method: 'post',
  path: '/v1/auth/register',
  summary: 'Create an account and sign in',
  tag: 'auth',
  access: 'public',
  body: z.strictObject({
    email: Email,
    password: NewPassword,
    display_name: DisplayName.optional(),
    timezone: TimeZone.optional(),
  }),
  status: 201,
  response: UserAnswer,
});

export const login = endpoint({
  id: 'login',
  method: 'post',
  path: '/v1/auth/login',
  summary: 'Sign in',
  tag: 'auth',
  access: 'public',
  body: z.strictObject({ email: Email, password: GivenPassword }),
  status: 200,
  response: UserAnswer,
});

export const logout = endpoint({
  id: 'logout',
  method: 'post',
  path: '/v1/auth/logout',
  summary: 'Sign out this browser',
  tag: 'auth',
  access: 'session',
  body: NoInput,
  status: 204,
});

export const changePassword = endpoint({
  id: 'changePassword',
  method: 'post',
  path: '/v1/auth/password',
  summary: 'Change the password; every other session is signed out',
  tag: 'auth',
  access: 'session',
  body: z.strictObject({ current_password: GivenPassword, new_password: NewPassword }),
  status: 204,
});

export const forgotPassword = endpoint({
  id: 'forgotPassword',
  method: 'post',
  path: '/v1/auth/forgot',
  summary: 'Ask for a password reset by e-mail; the answer is the same whether the address is known or not',
  tag: 'auth',
  access: 'public',
  body: z.strictObject({ email: Email }),
  status: 202,
  response: z.object({
    sent: z.literal(true).describe('An e-mail is on its way if the address is known'),
  }),
});

export const resetPassword = endpoint({
  id: 'resetPassword',
  method: 'post',
  path: '/v1/auth/reset',
  summary: 'Set a new password with the token from the e-mail; every session is signed out',
  tag: 'auth',
  access: 'public',
  body: z.strictObject({
    token: z.string().min(1).max(4096).describe('Token from the e-mail'),
    new_password: NewPassword,
  }),
  status: 204,
});

export const SessionView = z
  .object({
    id: Id,
    user_agent: z.string().nullable().describe('Browser as it named itself'),
    ip: z.string().nullable().describe('Address at sign-in'),
    created_at: InstantString,
    last_used_at: InstantString,
    expires_at: InstantString,
    current: z.boolean().describe('True for the session that asks'),
  })
  .meta({ id: 'Session' });

export const listSessions = endpoint({
  id: 'listSessions',
  method: 'get',
  path: '/v1/auth/sessions',
  summary: 'Browsers that are signed in',
  tag: 'auth',
  access: 'session',
  status: 200,
  response: z.object({ items: z.array(SessionView).describe('Live sessions, newest first') }),
});

export const revokeSession = endpoint({
  id: 'revokeSession',
  method: 'delete',
  path: '/v1/auth/sessions/:id',
  summary: 'Sign out one browser',
  tag: 'auth',
  access: 'session',
  params: IdParams,
  status: 204,
});

export const getMe = endpoint({
  id: 'getMe',
  method: 'get',
  path: '/v1/me',
  summary: 'The signed-in user',
  tag: 'account',
  access: ['read', 'log', 'manage'],
  status: 200,
  response: UserAnswer,
});

const CalendarPreview = z
  .object({
    today_before: DateString.describe('Your today as it is'),
    today_after: DateString.describe('Your today as it would be'),
    habits: z
      .array(
        z.object({
          id: Id,
          title: z.string().describe('The habit'),
          streak_before: z.number().int().describe('Its streak'),
          streak_after: z.number().int().describe('Its streak as it would be'),
        }),
      )
      .describe('Habits whose streak would be another one'),
  })
  .meta({ id: 'CalendarPreview' });
export type CalendarPreview = z.output<typeof CalendarPreview>;

export const updateMe = endpoint({
  id: 'updateMe',
  method: 'patch',
  path: '/v1/me',
  summary: 'Change the profile; a new zone, week start or day start counts from now on',
  tag: 'account',
  access: ['manage'],
  query: z.strictObject({
    dry_run: z.enum(['true', 'false']).default('false').describe('true: answer what would change, change nothing'),
  }),
  body: z.strictObject({
    display_name: DisplayName.nullable().optional(),
    avatar_url: z
      .url({ protocol: /^https$/ })
      .max(2000)
      .nullable()
      .optional()
      .describe('https address of a picture'),
    timezone: TimeZone.optional(),
    week_start: WeekStart.optional(),
    day_start_hour: DayStartHour.optional(),
  }),
  status: 200,
  response: UserAnswer.extend({
    preview: CalendarPreview.optional().describe('With dry_run, where zone, week start or day start would change'),
  }),
});

export const deleteMe = endpoint({
  id: 'deleteMe',
  method: 'delete',
  path: '/v1/me',
  summary: 'Erase the account and everything it owns, for ever',
  tag: 'account',
  access: 'session',
  body: z.strictObject({ password: GivenPassword }),
  status: 204,
});

export const TOKEN_SCOPES = ['read', 'log', 'ingest', 'inbox', 'manage'] as const;

const tokenFields = {
  id: Id,
  name: z.string().describe('What the token is for'),
  scopes: z.array(z.enum(TOKEN_SCOPES)).describe('What it may do'),
  created_at: InstantString,
  last_used_at: InstantString.nullable(),
  expires_at: InstantString.nullable(),
};
export const TokenView = z.object(tokenFields).meta({ id: 'ApiToken' });
export const NewTokenView = z
  .object({ ...tokenFields, token: z.string().nullable().describe('The token, shown this once: pg_…') })
  .meta({ id: 'NewApiToken' });

export const listTokens = endpoint({
  id: 'listTokens',
  method: 'get',
  path: '/v1/tokens',
  summary: 'API tokens',
  tag: 'tokens',
  access: 'session',
  status: 200,
  response: z.object({ items: z.array(TokenView).describe('Live tokens, newest first') }),
});

export const createToken = endpoint({
  id: 'createToken',
  method: 'post',
  path: '/v1/tokens',
  summary: 'Make an API token; it is shown once',
  tag: 'tokens',
  access: 'session',
  body: z.strictObject({
    name: z.string().trim().min(1).max(100).describe('What the token is for'),
    scopes: z.array(z.enum(TOKEN_SCOPES)).min(1).max(5).describe('What it may do'),
    expires_at: InstantInput.nullable().optional().describe('When it stops working; never if left out'),
  }),
  status: 201,
  response: NewTokenView,
  secretFields: ['token'],
});

export const revokeToken = endpoint({
  id: 'revokeToken',
  method: 'delete',
  path: '/v1/tokens/:id',
  summary: 'Revoke an API token',
  tag: 'tokens',
  access: 'session',
  params: IdParams,
  status: 204,
});
