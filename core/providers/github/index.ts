import { defineProvider } from '../provider.ts';
import { cut, normalise, parties } from './normalise.ts';
import { verify } from './verify.ts';

const KEY_MAX = 255;

export const provider = defineProvider({
  id: 'github',
  name: 'GitHub',
  connect: 'webhook',
  setup: [
    'On GitHub, open the repository or organization, then Settings, Webhooks, Add webhook.',
    'Paste the address into Payload URL.',
    'Set Content type to application/json.',
    'Paste the secret into Secret.',
    'Choose Send me everything, or pick Pushes, Pull requests, Pull request reviews, Issues and Releases.',
    'Press Add webhook. GitHub sends a ping, and this card turns green.',
  ],
  ackStatus: 202,
  contentTypes: ['application/json'],
  contentTypeHelp:
    'Pawgress reads JSON. On GitHub, open Settings, Webhooks, this hook, and set Content type to application/json.',
  keptHeaders: [
    'x-github-event',
    'x-github-delivery',
    'x-github-hook-id',
    'x-github-hook-installation-target-type',
    'user-agent',
  ],
  verify,
  delivery: (headers) => {
    const [id, eventName] = [headers['x-github-delivery'], headers['x-github-event']];
    if (!id || id.length > KEY_MAX || !eventName || eventName.length > KEY_MAX) return null;
    return { externalEventId: id, eventName };
  },
  deliveryHelp: 'GitHub names each delivery in X-GitHub-Delivery and its event in X-GitHub-Event.',
  normalise,
  normaliserVersion: 1,
  parties,
  cut,
});
