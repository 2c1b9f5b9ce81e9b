import { useTab } from '../entity/TabContext';
import { DoraView } from './DoraView';
import { useDora } from './useDora';

/** Delivery performance of the chosen environment and window. */
export function DoraSection() {
  const tab = useTab();
  const query = useDora(tab);
  return (
    <DoraView
      query={query}
      days={tab.window.days}
      zone={tab.window.zone}
      linkTo={metric => tab.linkTo('delivery', { metric })}
      setupLink={tab.linkTo('setup')}
    />
  );
}
