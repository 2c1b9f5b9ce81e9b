import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { discoveryApiRef } from '@backstage/core-plugin-api';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { createApi } from '../__testUtils__/createApi';
import { checkout, createSetup } from '../__testUtils__/facts';
import {
  type QualityGatesApi,
  qualityGatesApiRef,
} from '../api/QualityGatesApi';
import { QualityGatesTab } from './QualityGatesTab';

const discovery = {
  getBaseUrl: async (id: string) => `https://portal.example.com/api/${id}`,
};

function renderTab(api: QualityGatesApi, path = '/') {
  return renderInTestApp(
    <TestApiProvider
      apis={[
        [qualityGatesApiRef, api],
        [discoveryApiRef, discovery],
        [permissionApiRef, mockApis.permission()],
      ]}
    >
      <EntityProvider entity={checkout}>
        <QualityGatesTab />
      </EntityProvider>
    </TestApiProvider>,
    { routeEntries: [path] },
  );
}

afterEach(() => jest.useRealTimers());

describe('QualityGatesTab', () => {
  it('waits while it asks what is set up', async () => {
    await renderTab(createApi({ readSetup: () => new Promise(() => {}) }));
    expect(screen.getByLabelText('Loading')).toBeInTheDocument();
  });

  it('says that the backend could not be asked, and asks again', async () => {
    const readSetup = jest
      .fn()
      .mockRejectedValueOnce(new Error('no route to host'))
      .mockResolvedValue(createSetup());
    await renderTab(createApi({ readSetup }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The backend could not be reached.',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('heading', { name: 'Delivery performance' }),
    ).toBeInTheDocument();
  });

  it('asks for production and 30 whole days at first', async () => {
    const api = createApi();
    await renderTab(api);
    await waitFor(() => expect(api.readDora).toHaveBeenCalled());
    const [entityRef, query] = api.readDora.mock.calls[0];
    expect(entityRef).toBe('component:default/checkout');
    expect(query).toMatchObject({
      environment: ['production'],
      timezone: 'UTC',
      compare: 'previous',
    });
    const days = (Date.parse(query.to!) - Date.parse(query.from!)) / 864e5;
    expect(days).toBe(30);
    expect(query.to).toMatch(/T00:00:00\.000Z$/);
  });

  it('takes environment and window from the URL, and keeps them in its links', async () => {
    const api = createApi();
    await renderTab(api, '/?environment=staging&window=7');
    await waitFor(() => expect(api.readDora).toHaveBeenCalled());
    const [, query] = api.readDora.mock.calls[0];
    expect(query.environment).toEqual(['staging']);
    expect(Date.parse(query.to!) - Date.parse(query.from!)).toBe(7 * 864e5);
    expect(screen.getByRole('link', { name: 'Gates' })).toHaveAttribute(
      'href',
      '/gates?environment=staging&window=7',
    );
  });

  it('asks again for another environment', async () => {
    const api = createApi();
    await renderTab(api);
    await userEvent.click(screen.getByRole('button', { name: /Environment/ }));
    await userEvent.click(
      within(screen.getByRole('listbox')).getByText('Staging'),
    );
    await waitFor(() =>
      expect(api.readGates).toHaveBeenLastCalledWith(
        'component:default/checkout',
        expect.objectContaining({ environment: ['staging'] }),
        expect.anything(),
      ),
    );
  });

  it('opens the events behind a number', async () => {
    await renderTab(createApi(), '/?window=90');
    await userEvent.click(
      await screen.findByRole('link', { name: 'Change lead time' }),
    );
    expect(
      await screen.findByRole('table', { name: 'Commits behind this number' }),
    ).toHaveTextContent('c0ffee1');
    expect(screen.getByRole('button', { name: /^Window/ })).toHaveTextContent(
      '90 days',
    );
  });

  it('opens the outcomes of one gate', async () => {
    const api = createApi();
    await renderTab(api);
    await userEvent.click(
      await screen.findByRole('link', { name: 'unit-tests' }),
    );
    expect(
      await screen.findByRole('table', { name: 'Outcomes' }),
    ).toHaveTextContent('reported by ci');
    expect(api.readGateOutcomes).toHaveBeenCalledWith(
      'component:default/checkout',
      'unit-tests',
      expect.objectContaining({ environment: ['production'] }),
      expect.anything(),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Show all gates' }),
    );
    expect(
      await screen.findByRole('heading', { name: 'Outcomes' }),
    ).toBeInTheDocument();
  });

  it('fails only the section that failed', async () => {
    const readGates = () => Promise.reject(new Error('away'));
    await renderTab(createApi({ readGates }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Could not load gate history',
    );
    expect(await screen.findByText('5.2')).toBeInTheDocument();
    expect(
      await screen.findByRole('table', { name: 'Pipeline runs' }),
    ).toBeInTheDocument();
  });
});

describe('a component that nothing was reported for', () => {
  const silent = () => createSetup({ firstAt: {} });
  const nobodyAsked = async () => ({ items: [], nextCursor: null });

  it('shows three steps with its own values filled in', async () => {
    await renderTab(
      createApi({
        readSetup: async () => silent(),
        readEvaluations: nobodyAsked,
      }),
    );
    expect(
      await screen.findByText('Nothing has arrived from checkout yet'),
    ).toBeInTheDocument();
    expect(screen.getByLabelText('Send a deployment')).toHaveTextContent(
      '"entityRef": "component:default/checkout", "environment": "production"',
    );
    expect(screen.getByLabelText(/catalog-info/)).toHaveTextContent(
      'github.com/project-slug: acme/checkout',
    );
    expect(screen.getByLabelText('Report a gate outcome')).toHaveTextContent(
      'https://portal.example.com/api/quality-gates/ingest/gate-outcomes',
    );
    expect(screen.getByText('Owner payments-team')).toBeInTheDocument();
    expect(screen.getByText('System unknown')).toBeInTheDocument();
  });

  it('shows the snippet of another system', async () => {
    await renderTab(
      createApi({
        readSetup: async () => silent(),
        readEvaluations: nobodyAsked,
      }),
    );
    await userEvent.click(
      await screen.findByRole('tab', { name: 'OpenTelemetry' }),
    );
    expect(screen.getByLabelText('Send a deployment')).toHaveTextContent(
      'backstage.entity.ref=component:default/checkout',
    );
  });

  it('becomes the summary by itself when the first fact is in', async () => {
    jest.useFakeTimers();
    const readSetup = jest
      .fn()
      .mockResolvedValueOnce(silent())
      .mockResolvedValue(createSetup());
    await renderTab(createApi({ readSetup, readEvaluations: nobodyAsked }));
    expect(screen.getByText(/Listening, last look/)).toBeInTheDocument();
    await act(() => jest.advanceTimersByTimeAsync(5_000));
    expect(
      screen.getByRole('heading', { name: 'Delivery performance' }),
    ).toBeInTheDocument();
    expect(screen.queryByText(/Nothing has arrived/)).toBeNull();
  });

  it('shows the answers instead, once somebody has asked about it', async () => {
    await renderTab(createApi({ readSetup: async () => silent() }));
    expect(
      await screen.findByRole('article', { name: 'Production' }),
    ).toBeInTheDocument();
    expect(screen.queryByText(/Nothing has arrived/)).toBeNull();
  });
});
