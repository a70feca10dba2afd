import { ADAS } from '../testing/entries';
import { openPage, refusal } from '../testing/open-page';

const CHANGED = refusal(412, 'You changed this entry meanwhile. Look at it again.');
const GONE = refusal(404, 'You have no such entry.');

describe('one’s own timesheets', () => {
  it('are changed and deleted by the version that the person has seen', async () => {
    const { answer, button, settle } = await openPage('/timesheets', 'ada', [ADAS]);
    button('Change', 'Billing').click();
    await settle();
    button('Save').click();
    const saved = { ...ADAS, version: 'second' };
    expect(await answer('PUT', '/7', { body: saved })).toMatchObject({ ifMatch: '"first"' });
    button('Delete', 'Billing').click();
    await settle();
    button('Delete', 'cannot be brought back').click();
    expect(await answer('DELETE', '/7', { status: 204 })).toMatchObject({ ifMatch: '"second"' });
  });

  it('keep what was typed when the entry was changed elsewhere, take over the rest, and tell the difference', async () => {
    const { alerts, answer, button, rows, settle, type, valueOf } = await openPage('/timesheets', 'ada', [ADAS]);
    button('Change', 'Billing').click();
    await settle();
    await type('Hours', '7');
    await type('Note', 'Export, with tests');
    button('Save').click();
    await answer('PUT', '/7', CHANGED);
    const elsewhere = { ...ADAS, version: 'second', hours: 6, project: 'Planning' };
    await answer('GET', '/7', { body: elsewhere });

    expect(alerts()).toEqual(['Saved meanwhile: 6 h', 'You changed this entry meanwhile. Look at it again.']);
    expect(rows()).toEqual([expect.stringMatching(/Planning.*6h/s)]);
    const typed = ['Date', 'Hours', 'Project', 'Note'].map(valueOf);
    expect(typed).toEqual(['2026-03-02', '7', 'Planning', 'Export, with tests']);

    button('Save').click();
    const { ifMatch, body } = await answer('PUT', '/7', { body: { ...elsewhere, version: 'third', hours: 7 } });
    expect(ifMatch).toBe('"second"');
    expect(body).toEqual({ date: '2026-03-02', hours: 7, project: 'Planning', note: 'Export, with tests' });
    expect(alerts()).toEqual([]);
  });

  it('keep what was typed when the entry was rejected meanwhile, and hand it in again', async () => {
    const { alerts, answer, button, rows, settle, type, valueOf } = await openPage('/timesheets', 'ada', [ADAS]);
    button('Change', 'Billing').click();
    await settle();
    await type('Hours', '7');
    button('Save').click();
    await answer('PUT', '/7', refusal(412, 'Bob rejected this entry meanwhile. Look at it again.'));
    const rejected = { ...ADAS, version: 'second', status: 'rejected', rejectedBy: 'Bob', reason: 'All day?' };
    await answer('GET', '/7', { body: rejected });
    expect(alerts()).toEqual(['Bob rejected this entry meanwhile. Look at it again.']);
    expect(rows()).toEqual([expect.stringContaining('All day?')]);
    expect(valueOf('Hours')).toBe('7');
    button('Hand in again').click();
    expect(await answer('PUT', '/7', { body: { ...ADAS, version: 'third' } })).toMatchObject({ ifMatch: '"second"' });
  });

  it('offer to add again what was deleted elsewhere while it was being changed', async () => {
    const { alerts, answer, button, rows, settle, type, valueOf } = await openPage('/timesheets', 'ada', [ADAS]);
    await type('Project', 'Begun');
    button('Change', 'Billing').click();
    await settle();
    await type('Hours', '7');
    button('Save').click();
    await answer('PUT', '/7', GONE);
    await answer('GET', '/7', GONE);
    expect(alerts()).toEqual(['This entry was deleted meanwhile.']);
    expect(rows()).toEqual([]);
    expect([valueOf('Hours'), valueOf('Project')]).toEqual(['7', 'Billing']);

    button('Add').click();
    const again = await answer('POST', '', { status: 201, body: { ...ADAS, id: 8, hours: 7 } });
    expect(again.body).toMatchObject({ hours: 7, project: 'Billing', note: 'Export' });
    expect(rows()).toHaveLength(1);
    expect(valueOf('Project')).toBe('Begun');
  });

  it('show what an entry has become before it is deleted', async () => {
    const { alerts, answer, button, page, settle } = await openPage('/timesheets', 'ada', [ADAS]);
    button('Delete', 'Billing').click();
    await settle();
    button('Delete', 'cannot be brought back').click();
    await answer('DELETE', '/7', CHANGED);
    await answer('GET', '/7', { body: { ...ADAS, version: 'second', hours: 6 } });
    expect(alerts()).toEqual(['You changed this entry meanwhile. Look at it again.']);
    expect(page.querySelector('dialog')?.textContent).toContain('6 h on Billing');
    button('Delete', 'cannot be brought back').click();
    expect(await answer('DELETE', '/7', { status: 204 })).toMatchObject({ ifMatch: '"second"' });
  });

  it('are content with an entry to delete that is gone already', async () => {
    const { answer, button, page, rows, settle } = await openPage('/timesheets', 'ada', [ADAS]);
    button('Delete', 'Billing').click();
    await settle();
    button('Delete', 'cannot be brought back').click();
    await answer('DELETE', '/7', GONE);
    expect([page.querySelector('dialog'), rows()]).toEqual([null, []]);
  });

  it('do not turn to another entry while one is being saved, nor take what would be lost', async () => {
    const other = { ...ADAS, id: 6, project: 'Planning' };
    const { answer, button, page, settle, valueOf } = await openPage('/timesheets', 'ada', [ADAS, other]);
    button('Change', 'Billing').click();
    await settle();
    button('Save').click();
    await settle();
    button('Change', 'Planning').click();
    button('Cancel').click();
    await settle();
    expect(valueOf('Project')).toBe('Billing');
    expect(
      [...page.querySelectorAll<HTMLInputElement>('form .field :is(input, textarea)')].every((it) => it.readOnly),
    ).toBe(true);
    await answer('PUT', '/7', { body: { ...ADAS, version: 'second' } });
    button('Change', 'Planning').click();
    await settle();
    expect(valueOf('Project')).toBe('Planning');
  });

  it('are loaded anew when one was added though the list could not be loaded before', async () => {
    const { answer, button, rows, settle, type } = await openPage('/timesheets', 'ada', null);
    await type('Hours', '8');
    await type('Project', 'Billing');
    button('Add').click();
    await answer('POST', '', { status: 201, body: ADAS });
    await answer('GET', '', { body: [ADAS] });
    await settle();
    expect(rows()).toHaveLength(1);
  });
});
