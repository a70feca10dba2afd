import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { AuthTestingController } from 'ngx-implicit-auth/testing';
import { Account } from '../shell/account';
import { ADAS } from '../testing/entries';
import { openPage, refusal } from '../testing/open-page';

type Page = Awaited<ReturnType<typeof openPage>>;

const inTab = () => JSON.stringify(Object.entries(sessionStorage));

async function leaveAndComeBack({ answer, leave, settle }: Page): Promise<void> {
  await leave();
  await TestBed.inject(Router).navigateByUrl('/timesheets');
  await settle();
  await answer('GET', '', { body: [ADAS] });
}

describe('what is typed and not saved', () => {
  afterEach(() => {
    sessionStorage.clear();
  });

  it('is still there when the person comes back to the page', async () => {
    const page = await openPage('/timesheets', 'ada', [ADAS]);
    await page.type('Project', 'Begun');
    await leaveAndComeBack(page);
    expect(page.valueOf('Project')).toBe('Begun');
  });

  it('goes on with the entry that it changes, in the version that was seen, and with what was begun before', async () => {
    const page = await openPage('/timesheets', 'ada', [ADAS]);
    await page.type('Project', 'Begun');
    page.button('Change', 'Billing').click();
    await page.settle();
    await page.type('Hours', '7');
    await leaveAndComeBack(page);
    expect([page.valueOf('Hours'), page.valueOf('Project')]).toEqual(['7', 'Billing']);
    page.button('Save').click();
    const saved = await page.answer('PUT', '/7', { body: { ...ADAS, version: 'second', hours: 7 } });
    expect(saved.ifMatch).toBe('"first"');
    expect(page.valueOf('Project')).toBe('Begun');
  });

  it('is gone once it is saved', async () => {
    const page = await openPage('/timesheets', 'ada', []);
    await page.type('Project', 'Billing');
    await page.type('Hours', '8');
    page.button('Add').click();
    await page.answer('POST', '', { status: 201, body: ADAS });
    await leaveAndComeBack(page);
    expect([page.valueOf('Project'), page.valueOf('Hours')]).toEqual(['', '']);
  });

  it('is gone, or still there, by what the API answers after the person has left the page', async () => {
    const page = await openPage('/timesheets', 'ada', []);
    await page.type('Project', 'Billing');
    await page.type('Hours', '8');
    await page.type('Date', '2026-03-02');
    page.button('Add').click();
    await page.settle();
    await page.leave();
    await page.answer('POST', '', refusal(503, 'Come back later.'));
    expect(page.toast()).toBe('Not saved: 8 h on Billing, Monday, 2 March. Come back later.');
    await leaveAndComeBack(page);
    expect(page.valueOf('Project')).toBe('Billing');

    page.button('Add').click();
    await page.settle();
    await page.leave();
    await page.answer('POST', '', { status: 201, body: ADAS });
    expect(page.toast()).toBe('Saved: 8 h on Billing, Monday, 2 March.');
    await leaveAndComeBack(page);
    expect(page.valueOf('Project')).toBe('');
  });

  it('is nobody else’s', async () => {
    const page = await openPage('/timesheets', 'ada', [ADAS]);
    await page.type('Project', 'Ada’s');
    await page.leave();
    const controller = TestBed.inject(AuthTestingController);
    controller.signOut();
    controller.signIn({ claims: { sub: 'eve' }, scope: 'openid' });
    await leaveAndComeBack(page);
    expect(page.valueOf('Project')).toBe('');
    expect(inTab()).not.toContain('Ada’s');
  });

  it('is gone once the person has signed out', async () => {
    const page = await openPage('/timesheets', 'ada', [ADAS]);
    await page.type('Project', 'Ada’s');
    expect(inTab()).toContain('Ada’s');
    await TestBed.inject(Account).signOutHere();
    expect(inTab()).not.toContain('Ada’s');
  });
});
