/** The session cookie (architecture 9). Over https its name binds it to this host and to TLS. */
import type { Response } from 'express';

const isSecure = (publicUrl: string): boolean => publicUrl.startsWith('https://');

export const sessionCookieName = (publicUrl: string): string => (isSecure(publicUrl) ? '__Host-sid' : 'sid');

export const setSessionCookie = (response: Response, publicUrl: string, token: string, maxAgeMs: number): void => {
  response.cookie(sessionCookieName(publicUrl), token, {
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(publicUrl),
    path: '/',
    maxAge: maxAgeMs,
  });
};

export const clearSessionCookie = (response: Response, publicUrl: string): void => {
  response.clearCookie(sessionCookieName(publicUrl), {
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(publicUrl),
    path: '/',
  });
};
