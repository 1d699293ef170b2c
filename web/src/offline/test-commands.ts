/** What may happen to a queue: what its user does, and what the network, the server, the clock and the browser do to it. */
import fc from 'fast-check';
import type { WakeReason } from './gate.ts';
import { entityKeyOf, type Content } from './queue-item.ts';
import { attempt, completion, moment, note, trackerLog, undo } from './test-items.ts';
import { check, fresh, log, markOf, remember, type Model, type Place, type Real } from './test-model.ts';
import { BAD, FAULTS, POISON } from './test-server.ts';

const MINUTE = 60_000;

type Command = fc.AsyncCommand<Model, Real>;
const command = (name: string, run: (model: Model, real: Real) => Promise<unknown>): Command => ({
  check: () => true,
  run: async (model, real) => {
    await run(model, real);
    await check(model, real);
  },
  toString: () => name,
});

const tabs = fc.constantFrom(0, 1);
const steps = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 6 }) },
);
const words = fc.constantFrom('', '', '', '', `${BAD} `, `${POISON} `);
const picks = fc.nat(20);

const instant = ({ time }: Real): string => new Date(time.passed + time.ahead).toISOString();

const logMoment = fc.record({ tab: tabs, steps, word: words }).map((given) =>
  command(`moment ${JSON.stringify(given)}`, async (model, real) => {
    const mark = `${given.word}${fresh(model)}`;
    const client = `m${model.count}`;
    const [at, trueAt] = [instant(real), real.time.passed];
    await log(model, real, given, moment(client, { notes: mark, occurred_at: at }), () => {
      model.moments.push({ client, at, trueAt, mark, isDeleted: false, known: 0, isEditedElsewhere: false });
      remember(model, `moment:${client}`, mark);
    });
  }),
);

/** Edits or takes back a moment, knowing what the page can know. */
const changeMoment = async (
  model: Model,
  real: Real,
  given: Place & { readonly pick: number; readonly word: string; readonly isUndo: boolean },
): Promise<void> => {
  const one = model.moments[given.pick % Math.max(1, model.moments.length)];
  if (!one || one.isDeleted) return;
  const items = await real.device.items();
  // A page that has nothing of it in the queue has read it from the server.
  if (!items.some(({ entityKey }) => entityKey === `moment:${one.client}`)) {
    one.known = real.server.moments.get(one.client)?.client_revision ?? 0;
  }
  const mark = `${given.word}${fresh(model)}`;
  const body = {
    client_revision: one.known + 1,
    notes: mark,
    occurred_at: one.at,
    deleted: given.isUndo,
  };
  await log(model, real, given, moment(one.client, body), (entered) => {
    // Only the last words count.
    model.due.delete(one.mark);
    one.mark = entered;
    one.isDeleted = given.isUndo;
    if (entered !== '') remember(model, `moment:${one.client}`, mark);
  });
};
const change = fc
  .record({ tab: tabs, steps, pick: picks, word: words, isUndo: fc.boolean() })
  .map((given) => command(`change ${JSON.stringify(given)}`, (model, real) => changeMoment(model, real, given)));

/** A tap on a day: done, or taken back. */
const tapDay = async (
  model: Model,
  real: Real,
  given: Place & { readonly day: number; readonly isBad: boolean },
): Promise<void> => {
  const date = `2026-03-0${given.day}`;
  const standing = model.days.get(date);
  if (standing !== undefined) {
    await log(model, real, given, undo(standing, date), (mark) => {
      model.days.delete(date);
      if (mark !== '') remember(model, date, mark);
    });
    return;
  }
  const plain = completion(`c${fresh(model)}`, date);
  const content = { ...plain, body: { ...plain.body, ...(given.isBad && { completion_time: BAD }) } } as Content;
  await log(model, real, given, content, (mark) => {
    model.days.set(date, mark);
    remember(model, date, mark);
  });
};
const tap = fc
  .record({ tab: tabs, steps, day: fc.integer({ min: 1, max: 2 }), isBad: fc.constantFrom(false, false, false, true) })
  .map((given) => command(`tap ${JSON.stringify(given)}`, (model, real) => tapDay(model, real, given)));

const single = fc
  .record({ tab: tabs, steps, kind: fc.constantFrom('attempt', 'tracker_log', 'note'), word: words })
  .map((given) =>
    command(`single ${JSON.stringify(given)}`, async (model, real) => {
      const client = `s${fresh(model)}`;
      const [at, text] = [instant(real), `${given.word}${client}`];
      const plain = { attempt: attempt(client), tracker_log: trackerLog(client), note: note(client) }[given.kind];
      const over = {
        attempt: { note: text, occurred_at: at },
        tracker_log: { value_text: text, logged_at: at },
        note: { message: text, received_at: at },
      }[given.kind];
      const content = { ...plain, body: { ...plain.body, ...over } } as Content;
      await log(model, real, given, content, (mark) => remember(model, entityKeyOf(content), mark));
    }),
  );

const reasons = fc.constantFrom<WakeReason>('enqueued', 'online', 'focus', 'timer', 'signedIn');
const plan = fc.array(fc.constantFrom(...FAULTS), { maxLength: 4 });
const long = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 40 }) },
);

const send = fc
  .record({ tab: tabs, steps: long, reason: reasons, plan, wait: fc.constantFrom(0, 2_000, 6 * MINUTE) })
  .map((given) =>
    command(`send ${JSON.stringify(given)}`, async (model, real) => {
      real.time.passed += given.wait;
      real.server.plan(given.plan);
      await real.device.within(given.tab, given.steps, ({ runner }) => runner.wake(given.reason));
      real.server.plan([]);
    }),
  );
const sendBoth = fc.record({ plan, steps: long }).map((given) =>
  command(`both ${JSON.stringify(given)}`, async (_, real) => {
    real.time.passed += MINUTE;
    real.server.plan(given.plan);
    await real.device.within(1, null, (second) =>
      Promise.all([
        real.device.within(0, given.steps, ({ runner }) => runner.wake('focus')),
        second.runner.wake('focus'),
      ]),
    );
    real.server.plan([]);
  }),
);
/** The user goes on in the other tab while a request is on its way. */
const sendMeanwhile = fc
  .record({ plan, pick: picks, isUndo: fc.boolean(), day: fc.integer({ min: 1, max: 2 }) })
  .map((given) =>
    command(`meanwhile ${JSON.stringify(given)}`, async (model, real) => {
      real.time.passed += MINUTE;
      real.server.plan(given.plan);
      real.server.meanwhile(async () => {
        await changeMoment(model, real, { ...given, tab: 1, steps: null, word: '' });
        await tapDay(model, real, { ...given, tab: 1, steps: null, isBad: false });
      });
      await real.device.within(0, null, ({ runner }) => runner.wake('signedIn'));
      real.server.meanwhile(() => Promise.resolve());
      real.server.plan([]);
    }),
  );

const decide = fc.record({ tab: tabs, pick: picks, isRetry: fc.boolean() }).map((given) =>
  command(`decide ${JSON.stringify(given)}`, async (model, real) => {
    const refused = (await real.device.items()).filter(({ state }) => state === 'rejected');
    const item = refused[given.pick % Math.max(1, refused.length)];
    if (!item) return;
    await real.device.within(given.tab, null, ({ store }) =>
      given.isRetry ? store.retry(item.id) : store.discard(item.id),
    );
    if (!given.isRetry) model.due.delete(markOf(item));
    // Its turn is over: the user gave it another one, at the end.
    for (const marks of model.order.values()) {
      const at = marks.indexOf(markOf(item));
      if (given.isRetry && at >= 0 && item.kind === 'attempt') marks.splice(at, 1);
    }
  }),
);
const elsewhere = picks.map((pick) =>
  command(`elsewhere ${pick}`, async (model, real) => {
    const one = model.moments[pick % Math.max(1, model.moments.length)];
    if (one && real.server.editElsewhere(one.client, `other ${fresh(model)}`)) one.isEditedElsewhere = true;
    await Promise.resolve();
  }),
);
const putClockRight = fc.constant(
  command('clock put right', async (model, { time }) => {
    if (time.ahead !== 0) model.isClockPutRight = true;
    time.ahead = 0;
    await Promise.resolve();
  }),
);

/** What may happen, in any order. */
export const commands = fc.commands(
  [
    logMoment,
    logMoment,
    change,
    change,
    tap,
    single,
    send,
    send,
    send,
    sendBoth,
    sendMeanwhile,
    decide,
    elsewhere,
    putClockRight,
  ],
  { maxCommands: 14 },
);
