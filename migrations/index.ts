/**
 * The static list of migrations, oldest first. Dated, additive, never edited after they landed: a mistake is mended by
 * a new one. Names carry no file extension, so a database made from sources and one made by the build are the same.
 */
import type { Knex } from 'knex';
import * as m00 from './20261127090000_create_base.ts';
import * as m01 from './20261127090001_create_identity.ts';
import * as m02 from './20261127090002_create_ingestion.ts';
import * as m03 from './20261127090003_create_pet.ts';
import * as m04 from './20261127090004_create_trackers.ts';
import * as m05 from './20261127090005_create_capture.ts';
import * as m06 from './20261127090006_create_goals.ts';
import * as m07 from './20261127090007_create_dog_training.ts';
import * as m08 from './20261127090008_create_habits.ts';
import * as m09 from './20261127090009_create_planner.ts';
import * as m10 from './20261127090010_add_shared_rules.ts';
import * as m11 from './20261127200000_add_activity_source.ts';
import * as m12 from './20261127231500_add_progress_indexes.ts';

const migrations: Readonly<Record<string, Knex.Migration>> = {
  '20261127090000_create_base': m00,
  '20261127090001_create_identity': m01,
  '20261127090002_create_ingestion': m02,
  '20261127090003_create_pet': m03,
  '20261127090004_create_trackers': m04,
  '20261127090005_create_capture': m05,
  '20261127090006_create_goals': m06,
  '20261127090007_create_dog_training': m07,
  '20261127090008_create_habits': m08,
  '20261127090009_create_planner': m09,
  '20261127090010_add_shared_rules': m10,
  '20261127200000_add_activity_source': m11,
  '20261127231500_add_progress_indexes': m12,
};

export const migrationNames: readonly string[] = Object.keys(migrations).sort();

export const migrationSource: Knex.MigrationSource<string> = {
  getMigrations: () => Promise.resolve([...migrationNames]),
  getMigrationName: (name) => name,
  getMigration: (name) => {
    const migration = migrations[name];
    if (!migration) throw new Error(`unknown migration ${name}`);
    return Promise.resolve(migration);
  },
};
