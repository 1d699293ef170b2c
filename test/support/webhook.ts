import { sign } from '@octokit/webhooks-methods';

export interface Hook {
  readonly url: string;
  readonly secret: string;
}

/** Sends a delivery as GitHub does: signed over the bytes, named in the headers. */
export const deliver = async (
  hook: Hook,
  eventName: string,
  deliveryId: string,
  payload: object,
): Promise<{ readonly status: number; readonly body: unknown }> => {
  const body = JSON.stringify(payload);
  const response = await fetch(hook.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-github-event': eventName,
      'x-github-delivery': deliveryId,
      'x-hub-signature-256': await sign(hook.secret, body),
    },
    body,
  });
  return { status: response.status, body: await response.json() };
};

/** A push of `shas` by one author, with what is read of it. */
export const pushPayload = (shas: readonly string[], author: { login: string; id: number }, at: string) => ({
  ref: 'refs/heads/main',
  deleted: false,
  forced: false,
  repository: { name: 'api', full_name: 'octo/api', private: false },
  sender: { ...author, type: 'User' },
  commits: shas.map((id) => ({
    id,
    distinct: true,
    message: 'Work',
    timestamp: at,
    author: { username: author.login, email: 'a@example.org' },
    committer: { username: author.login },
  })),
});
