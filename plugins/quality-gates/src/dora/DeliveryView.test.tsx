import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/test-utils';
import {
  createDeployment,
  createIncident,
  createReport,
} from '../__testUtils__/facts';
import { query } from '../__testUtils__/query';
import { DeliveryView, type DeliveryViewProps } from './DeliveryView';

const failed = createDeployment({
  failed: true,
  failedBy: [{ type: 'incident', id: 'INC-2291' }],
});

function renderView(partial: Partial<DeliveryViewProps>) {
  return renderInTestApp(
    <DeliveryView
      metric="changeFailRate"
      onMetric={() => {}}
      report={query.data(createReport())}
      events={query.data({
        deployments: [failed],
        incidents: [createIncident()],
        truncated: false,
      })}
      zone="UTC"
      {...partial}
    />,
  );
}

describe('DeliveryView', () => {
  it('lists the failed deployments and the incidents behind the fail rate', async () => {
    await renderView({});
    const deployments = screen.getByRole('table', { name: 'Deployments' });
    expect(deployments).toHaveTextContent('4.18.0');
    expect(deployments).toHaveTextContent('Failed: incident INC-2291');
    const incidents = screen.getByRole('table', {
      name: 'Incidents in this window',
    });
    expect(incidents).toHaveTextContent('Payments time out');
    expect(incidents).toHaveTextContent('57 min');
    expect(incidents).toHaveTextContent('dep-1, named by the incident');
  });

  it('says that an incident is linked to no deployment, and how long one is open', async () => {
    await renderView({
      events: query.data({
        deployments: [],
        incidents: [createIncident({ link: null, resolvedAt: null })],
        truncated: false,
      }),
    });
    expect(screen.getByText('No deployment: not linked')).toBeInTheDocument();
    expect(screen.getByText('open for 1 h 23 min')).toBeInTheDocument();
    expect(
      screen.getByText('No deployment failed in this window'),
    ).toBeInTheDocument();
  });

  it('lists the commits behind the lead time, with the time each took', async () => {
    await renderView({ metric: 'changeLeadTime' });
    const commits = screen.getByRole('table', {
      name: 'Commits behind this number',
    });
    expect(commits).toHaveTextContent('c0ffee1');
    expect(commits).toHaveTextContent('5.2 h');
  });

  it('shows the data of the chart as a table', async () => {
    await renderView({});
    await userEvent.click(
      screen.getByRole('button', { name: 'Show as table' }),
    );
    expect(
      screen.getByRole('table', { name: 'Change fail rate' }),
    ).toHaveTextContent('17 Nov50 %21');
  });

  it('chooses another metric', async () => {
    const onMetric = jest.fn();
    await renderView({ onMetric });
    await userEvent.click(
      screen.getByRole('button', { name: 'Deployment rework rate' }),
    );
    expect(onMetric).toHaveBeenCalledWith('reworkRate');
  });

  it('fails each section by itself', async () => {
    await renderView({ events: query.failed() });
    expect(screen.getByRole('alert')).toHaveTextContent(
      'Could not load the events behind this number',
    );
    expect(screen.getByText('11.5 %')).toBeInTheDocument();
  });

  it('says when more events exist than it lists', async () => {
    await renderView({
      events: query.data({
        deployments: [failed],
        incidents: [],
        truncated: true,
      }),
    });
    expect(
      screen.getAllByText(/More exist than can be listed here/)[0],
    ).toBeInTheDocument();
  });
});
