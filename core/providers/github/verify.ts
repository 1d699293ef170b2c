import { Webhooks } from '@octokit/webhooks';
import type { Headers } from '../provider.ts';

/** Making a `Webhooks` costs more than verifying with it, and a connection verifies with the same secret for years. */
const verifiers = new Map<string, Webhooks>();
const REMEMBERED_SECRETS = 10_000;

const verifierOf = (secret: string): Webhooks => {
  const known = verifiers.get(secret);
  if (known) return known;
  if (verifiers.size >= REMEMBERED_SECRETS) verifiers.clear();
  const made = new Webhooks({ secret });
  verifiers.set(secret, made);
  return made;
};

/** `X-Hub-Signature-256` over the body, compared in constant time by GitHub's own library. Never throws. */
export const verify = async (input: {
  readonly body: string;
  readonly headers: Headers;
  readonly secret: string;
}): Promise<boolean> => {
  const signature = input.headers['x-hub-signature-256'];
  if (signature === undefined || signature === '' || input.body === '') return false;
  try {
    return await verifierOf(input.secret).verify(input.body, signature);
  } catch {
    return false;
  }
};
