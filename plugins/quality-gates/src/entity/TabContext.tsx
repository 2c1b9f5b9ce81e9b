import { createContext, useContext } from 'react';
import type { Entity } from '@backstage/catalog-model';
import type { Setup } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { EnvironmentChoice } from './selection';
import type { PageWindow } from './window';

/** Pages below the tab. */
export type Place =
  | ''
  | 'gates'
  | 'delivery'
  | 'pipelines'
  | 'setup'
  // One run: its id, encoded for a path.
  | `pipelines/${string}`
  | 'gates/policy'
  // Which version could go where.
  | 'gates/deployable'
  // One evaluation: its id, encoded for a path, or `what-if`.
  | `gates/evaluations/${string}`;

/** What every section of the tab is about: one component, one choice of environment and window. */
export interface Tab {
  readonly entity: Entity;
  readonly entityRef: string;
  readonly setup: Setup;
  readonly environment: EnvironmentChoice;
  readonly window: PageWindow;
  /** A path below the tab that keeps environment and window; `query` adds to them. */
  linkTo(place: Place, query?: Readonly<Record<string, string>>): string;
}

const Context = createContext<Tab | undefined>(undefined);

/** Hands the {@link Tab} to the sections below. */
export const TabProvider = Context.Provider;

/** The {@link Tab} around this section. Throws outside of one. */
export function useTab(): Tab {
  const tab = useContext(Context);
  if (!tab) throw new Error('useTab needs a TabProvider around it');
  return tab;
}
