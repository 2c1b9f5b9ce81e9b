import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { dialectOf } from './dialect';

/** Where the migrations are, in the source tree and in the published package. */
export function migrationsDirectory(): string {
  return resolvePackagePath(
    '@quality-gates/backstage-plugin-quality-gates-backend',
    'migrations',
  );
}

/**
 * Brings the tables up to date, in one transaction and one replica at a time. Table names are never qualified, so
 * that they land in the schema of the connection (`pluginDivisionMode: schema`).
 */
export async function migrate(knex: Knex): Promise<void> {
  await knex.transaction(async tx => {
    await dialectOf(tx).lockMigrations(tx);
    await tx.migrate.latest({ directory: migrationsDirectory() });
  });
}
