import { useCallback, useMemo } from 'react';
import { useResolvedPath, useSearchParams } from 'react-router-dom';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { Setup } from '@quality-gates/backstage-plugin-quality-gates-common';
import { chooseEnvironment, listEnvironmentChoices } from './selection';
import type { Tab } from './TabContext';
import { createWindow, parseWindowDays } from './window';

/** Reads the {@link Tab} off the URL. Called where the tab is mounted: its path is the base of every link. */
export function useTabState(entity: Entity, setup: Setup): Tab {
  const { pathname } = useResolvedPath('');
  const [search] = useSearchParams();
  const asked = search.get('environment');
  const days = parseWindowDays(search.get('window'));
  const { timezone: zone, environments } = setup;

  return useMemo(() => {
    const kept = {
      ...(asked ? { environment: asked } : undefined),
      ...(days === 30 ? undefined : { window: String(days) }),
    };
    return {
      entity,
      entityRef: stringifyEntityRef(entity),
      setup,
      environment: chooseEnvironment(
        listEnvironmentChoices(environments),
        asked,
      ),
      window: createWindow({ days, zone, now: Date.now() }),
      linkTo(place, query) {
        const path = [pathname.replace(/\/$/, ''), place]
          .filter(Boolean)
          .join('/');
        const text = String(new URLSearchParams({ ...kept, ...query }));
        return text ? `${path}?${text}` : path;
      },
    };
  }, [pathname, asked, days, zone, environments, entity, setup]);
}

/** Changes one value in the query of the URL and keeps the others; null removes it. */
export function useQueryValue(name: string) {
  const [search, setSearch] = useSearchParams();
  const set = useCallback(
    (value: string | null) =>
      setSearch(
        old => {
          const next = new URLSearchParams(old);
          if (value) next.set(name, value);
          else next.delete(name);
          return next;
        },
        { replace: true },
      ),
    [name, setSearch],
  );
  return [search.get(name), set] as const;
}
