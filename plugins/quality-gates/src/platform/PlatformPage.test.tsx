import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { createApi } from '../__testUtils__/createApi';
import { createUnmapped } from '../__testUtils__/facts';
import {
  type QualityGatesApi,
  qualityGatesApiRef,
} from '../api/QualityGatesApi';
import { PlatformPage } from './PlatformPage';

function renderPage(api: QualityGatesApi) {
  return renderInTestApp(
    <TestApiProvider
      apis={[
        [qualityGatesApiRef, api],
        [permissionApiRef, mockApis.permission()],
      ]}
    >
      <PlatformPage />
    </TestApiProvider>,
  );
}

const empty = async () => ({ items: [], nextCursor: null });

describe('PlatformPage', () => {
  it('lists unmapped facts with the annotation that would map them', async () => {
    await renderPage(createApi());
    const table = await screen.findByRole('table', { name: 'Unmapped facts' });
    const row = within(table).getAllByRole('row')[1];
    expect(row).toHaveTextContent('repository github.com/acme/ledger');
    expect(row).toHaveTextContent('No annotation or source location fits.');
    expect(row).toHaveTextContent("github.com/project-slug: 'acme/ledger'");
    expect(row).toHaveTextContent('41');
    expect(within(row).getByRole('button', { name: 'Copy' })).toBeEnabled();
  });

  it('says what to do where no annotation would help', async () => {
    const fact = createUnmapped({ reason: 'not-allowed', suggestions: [] });
    const readUnmapped = async () => ({ items: [fact], nextCursor: null });
    await renderPage(createApi({ readUnmapped }));
    expect(
      await screen.findByText(/Allow the entity for this token/),
    ).toBeInTheDocument();
  });

  it('asks for the reason that is chosen', async () => {
    const api = createApi();
    await renderPage(api);
    await userEvent.click(
      await screen.findByRole('button', { name: /Reason/ }),
    );
    await userEvent.click(screen.getByText('More than one entity fits.'));
    await waitFor(() =>
      expect(api.readUnmapped).toHaveBeenLastCalledWith(
        expect.objectContaining({ reason: 'ambiguous' }),
        expect.anything(),
      ),
    );
  });

  it('replays one delivery, and says when that was refused', async () => {
    const replayDelivery = jest
      .fn()
      .mockRejectedValueOnce(new Error('its bytes are kept no more'))
      .mockResolvedValue({ deliveryId: 'delivery-1' });
    await renderPage(createApi({ replayDelivery }));
    const table = await screen.findByRole('table', {
      name: 'Failed deliveries',
    });
    expect(table).toHaveTextContent('expected number, received string');
    const button = within(table).getByRole('button', { name: /^Replay/ });
    await userEvent.click(button);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'its bytes are kept no more',
    );
    await userEvent.click(button);
    expect(await screen.findByText('Replay asked for')).toBeInTheDocument();
    expect(replayDelivery).toHaveBeenCalledWith('delivery-1');
  });

  it('replays all of a source in the window', async () => {
    const api = createApi();
    await renderPage(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Replay all' }),
    );
    expect(
      await screen.findByText(/2 deliveries are replayed/),
    ).toBeInTheDocument();
    const [asked] = api.replayDeliveries.mock.calls[0];
    expect(asked.source).toBe('github');
    expect(asked.from).toBe('2026-11-18T12:00:00.000Z');
    expect(Date.parse(asked.to)).toBeGreaterThan(Date.now());
  });

  it('says so when everything is mapped and nothing failed', async () => {
    await renderPage(createApi({ readUnmapped: empty, readDeliveries: empty }));
    expect(
      await screen.findByText('Every fact belongs to an entity'),
    ).toBeInTheDocument();
    expect(screen.getByText('No delivery has failed')).toBeInTheDocument();
  });

  it('fails only the section that failed', async () => {
    const readUnmapped = () => Promise.reject(new Error('away'));
    await renderPage(createApi({ readUnmapped }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Could not load unmapped facts',
    );
    expect(
      await screen.findByRole('table', { name: 'Failed deliveries' }),
    ).toBeInTheDocument();
  });

  it('reads the catalog when asked to, and says what came of it', async () => {
    const refreshCatalog = jest
      .fn()
      .mockRejectedValueOnce(new Error('timeout'))
      .mockResolvedValue({ changed: false });
    await renderPage(createApi({ refreshCatalog }));
    const button = await screen.findByRole('button', {
      name: 'Read the catalog now',
    });
    await userEvent.click(button);
    expect(await screen.findByRole('alert')).toHaveTextContent('timeout');
    await userEvent.click(button);
    expect(
      await screen.findByText(/Nothing has changed since/),
    ).toBeInTheDocument();
  });
});
