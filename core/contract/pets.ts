/** The pet, its feed and the reasons (api.md, Pet). */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import {
  DateString,
  DecimalString,
  Id,
  IdParams,
  InstantInput,
  InstantString,
  NoInput,
  page,
  PageQuery,
} from './common.ts';

export const PET_MOODS = ['excited', 'happy', 'content', 'calm', 'peckish', 'sleepy', 'resting'] as const;
export const PET_STAGES = ['egg', 'baby', 'young', 'adult', 'elder'] as const;
export const PET_SPECIES = ['dog', 'cat', 'mossling'] as const;

const Name = z.string().trim().min(1).max(100).describe('Name of the pet');
const Species = z.enum(PET_SPECIES).describe('Kind of pet');
const Color = z
  .string()
  .regex(/^(#[0-9a-fA-F]{3}|#[0-9a-fA-F]{6}|[a-z]{2,20})$/)
  .describe('A coat name such as biscuit, or a CSS hex colour');

export const PetStateView = z
  .object({
    energy: z.number().int().min(0).max(100).describe('Energy, 0 to 100'),
    hunger: z.number().int().min(0).max(100).describe('Hunger, 0 full to 100 would love a snack'),
    level: z.number().int().min(1).describe('Level'),
    xp: z.number().int().min(0).describe('All XP ever earned'),
    last_event_id: Id.nullable().describe('The event that moved it last'),
    last_update: InstantString.describe('The instant the meters are for'),
    traits: z
      .object({
        color: z.string().describe('Coat name or hex colour'),
        mood: z.enum(PET_MOODS).describe('Mood at last_update'),
      })
      .describe('Looks and mood'),
  })
  .meta({ id: 'PetState' });

export const PetView = z
  .object({
    id: Id,
    name: z.string().nullable().describe('Name of the pet'),
    species: z.string().describe('Kind of pet'),
    is_primary: z.boolean().describe('The pet that is fed'),
    version: z.number().int().describe('Grows by one with every event that reaches the pet'),
    created_at: InstantString,
    updated_at: InstantString,
    state_json: PetStateView.describe('State, decayed to the moment of the answer'),
    stage: z.enum(PET_STAGES).describe('Stage of growing up'),
    slug: z.string().nullable().describe('Name in the public address'),
    is_public: z.boolean().describe('Whether the public page is on'),
    level_floor: z.number().int().describe('Total XP at which this level began'),
    level_next: z.number().int().describe('Total XP at which the next level begins'),
    xp_today: z.number().int().describe('XP earned for today'),
    xp_day_cap: z.number().int().describe('XP at which a day is full'),
  })
  .meta({ id: 'Pet' });
export type PetView = z.output<typeof PetView>;

export const FeedItem = z
  .object({
    event_id: Id,
    pet_version: z.number().int().describe('Order in the pet’s life'),
    type: z.string().describe('Event type'),
    source: z.string().describe('Where it came from: github, manual, system …'),
    xp: z.number().int().describe('XP it earned'),
    energy_ms: z.number().int().describe('How far it moved the instant at which energy is empty, in ms'),
    food_ms: z.number().int().describe('How far it moved the instant at which the tummy is empty, in ms'),
    value: DecimalString.describe('Units of the type'),
    occurred_at: InstantString,
    applied_at: InstantString.describe('When the pet got it'),
    local_date: DateString.describe('The day it counts for'),
    title: z.string().describe('What happened, one line'),
    why: z.string().describe('Why it earned that, one line'),
    rules_version: z.number().int().describe('Version of the rules that scored it'),
    event_raw_id: Id.nullable().describe('The raw delivery behind it'),
    meta: z.record(z.string(), z.unknown()).describe('Details kept of the event'),
  })
  .meta({ id: 'FeedItem' });
export type FeedItem = z.output<typeof FeedItem>;

export const listPets = endpoint({
  id: 'listPets',
  method: 'get',
  path: '/v1/pets',
  summary: 'Your pets',
  tag: 'pet',
  access: ['read', 'log', 'manage'],
  status: 200,
  response: z.object({ items: z.array(PetView).describe('Primary first') }),
});

export const createPet = endpoint({
  id: 'createPet',
  method: 'post',
  path: '/v1/pets',
  summary: 'Make your pet',
  tag: 'pet',
  access: ['manage'],
  body: z.strictObject({ name: Name, species: Species, color: Color.optional() }),
  status: 201,
  response: PetView,
});

export const getPet = endpoint({
  id: 'getPet',
  method: 'get',
  path: '/v1/pets/:id',
  summary: 'One pet, its meters decayed to now',
  tag: 'pet',
  access: ['read', 'log', 'manage'],
  params: IdParams,
  query: z.strictObject({ at: InstantInput.optional().describe('Show the meters at this instant, now or later') }),
  status: 200,
  response: PetView,
});

export const updatePet = endpoint({
  id: 'updatePet',
  method: 'patch',
  path: '/v1/pets/:id',
  summary: 'Rename or recolour a pet',
  tag: 'pet',
  access: ['manage'],
  params: IdParams,
  body: z.strictObject({
    name: Name.optional(),
    species: Species.optional(),
    color: Color.optional(),
  }),
  status: 200,
  response: PetView,
});

export const pausePet = endpoint({
  id: 'pausePet',
  method: 'post',
  path: '/v1/pets/:id/pause',
  summary: 'Let the pet rest: its meters stand still',
  tag: 'pet',
  access: ['manage'],
  params: IdParams,
  body: NoInput,
  status: 200,
  response: PetView,
});

export const resumePet = endpoint({
  id: 'resumePet',
  method: 'post',
  path: '/v1/pets/:id/resume',
  summary: 'Wake the pet: its meters go on where they stood',
  tag: 'pet',
  access: ['manage'],
  params: IdParams,
  body: NoInput,
  status: 200,
  response: PetView,
});

export const listFeed = endpoint({
  id: 'listFeed',
  method: 'get',
  path: '/v1/pets/:id/feed',
  summary: 'What fed the pet, newest first',
  tag: 'pet',
  access: ['read', 'log', 'manage'],
  params: IdParams,
  query: PageQuery,
  status: 200,
  response: page(FeedItem),
});

export const WhyView = z
  .object({
    event: FeedItem.describe('The feed line'),
    rule: z
      .object({
        version: z.number().int().describe('Rules version'),
        type: z.string().describe('Event type'),
        category: z.string().nullable().describe('Category it counts in; null: the type earns nothing'),
        num: z.number().int().nullable().describe('Points for each `den` units'),
        den: z.number().int().nullable().describe('Units for `num` points'),
        cap: z.number().int().nullable().describe('Units of a day that count; null: no cap'),
        taper: z
          .object({
            full: z.number().int().describe('Points of the category that count in full'),
            half: z.number().int().describe('Points up to which they count half'),
            quarter: z.number().int().describe('Points up to which they count a quarter'),
          })
          .nullable()
          .describe('How a long day of one category counts'),
        day_cap: z.number().int().describe('XP at which a day is full'),
      })
      .describe('The rule'),
    day: z
      .object({
        local_date: DateString,
        units_before: z.number().int().describe('Units of the type that day, before'),
        units_after: z.number().int().describe('Units of the type that day, after'),
        points_before: z.number().int().describe('Points of the category that day, before'),
        points_after: z.number().int().describe('Points of the category that day, after'),
        xp_before: z.number().int().describe('XP of the day, before'),
        xp_after: z.number().int().describe('XP of the day, after'),
        xp: z.number().int().describe('XP earned by the event'),
      })
      .describe('The arithmetic'),
    raw: z
      .object({
        id: Id,
        source: z.string().describe('Provider'),
        event_name: z.string().nullable().describe('The provider’s name of the event'),
        received_at: InstantString,
        payload: z.unknown().describe('What arrived'),
      })
      .nullable()
      .describe('The delivery behind it'),
  })
  .meta({ id: 'Why' });

export const getWhy = endpoint({
  id: 'getWhy',
  method: 'get',
  path: '/v1/feed/:event_id/why',
  summary: 'The arithmetic behind one feed line',
  tag: 'pet',
  access: ['read', 'log', 'manage'],
  params: z.object({ event_id: Id.describe('Id of the event') }),
  status: 200,
  response: WhyView,
});
