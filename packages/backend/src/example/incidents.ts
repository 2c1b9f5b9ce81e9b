import type { DateTime } from 'luxon';
import { checkout, inventory, payments, search } from './components';
import { deploymentsOf, productionOf } from './deployments';
import type {
  ExampleComponent,
  ExampleDeployment,
  ExampleIncident,
} from './types';

const WEDNESDAY = 3;

/** What was said about incidents on one day. */
export function incidentsOf(day: DateTime): ExampleIncident[] {
  return [
    ...endedTheSameDay(payments, day),
    ...endedTheSameDay(search, day),
    ...endedTheSameDay(checkout, day),
    ...openFromWednesdayToWednesday(day),
  ];
}

const TITLES: Readonly<Record<string, string>> = {
  checkout: 'Orders without delivery address',
  payments: 'Captures fail with timeouts',
  search: 'No results for words with accents',
};

/** The bad deployment of the day, and the end of its damage: the remedy, or what people did by hand. */
function endedTheSameDay(
  component: ExampleComponent,
  day: DateTime,
): ExampleIncident[] {
  const deployments = deploymentsOf(component, day);
  const broken = deployments.find(({ bad }) => bad);
  if (!broken) return [];
  const remedy = deployments.find(
    each => each.rollbackOf === broken.id || each.hotfixFor === broken.id,
  );
  return [
    {
      id: idOf(component, day),
      component,
      title: TITLES[component.name],
      severity: 'P2',
      openedAt: broken.finishedAt.plus({ minutes: 8 }),
      resolvedAt: endOf(broken, remedy),
      deploymentId: broken.id,
    },
  ];
}

function endOf(broken: ExampleDeployment, remedy?: ExampleDeployment) {
  return remedy
    ? remedy.finishedAt.plus({ minutes: 6 })
    : broken.finishedAt.plus({ minutes: 47 });
}

/** Inventory's incident: resolved a week later, hours before the next one opens, so that one is always open. */
function openFromWednesdayToWednesday(day: DateTime): ExampleIncident[] {
  if (day.weekday !== WEDNESDAY) return [];
  const current = stockIncident(day);
  const last = stockIncident(day.minus({ weeks: 1 }));
  return [
    { ...last, resolvedAt: day.plus({ hours: 7, minutes: 40 }) },
    current,
  ];
}

function stockIncident(day: DateTime): ExampleIncident {
  const broken = productionOf(inventory, day);
  return {
    id: idOf(inventory, day),
    component: inventory,
    title: 'Stock of some products is shown as negative',
    severity: 'P2',
    openedAt:
      broken?.finishedAt.plus({ minutes: 52 }) ?? day.plus({ hours: 16 }),
    deploymentId: broken?.id,
  };
}

function idOf(component: ExampleComponent, day: DateTime): string {
  return `INC-${day.toFormat('yyyyMMdd')}-${component.name}`;
}
