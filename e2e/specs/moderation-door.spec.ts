import { expect } from '@playwright/test'
import { WAITING } from '@/e2e/fixtures/test'
import { test } from '@/e2e/hostile/hostile-test'
import { setDoor, setPasscode, setSize } from '@/e2e/pages/host'
import type { Person } from '@/e2e/pages/person'
import { expectVoices } from '@/e2e/pages/start-call'

const NO_DEVICES = { mic: '0', camera: '0' }
const VOICE_ALONE = { camera: '0' }

async function knock(person: Person, button: 'Ask to come in' | 'Ask again'): Promise<void> {
  await person.button(button).click()
  await expect(person.notice('knocking')).toBeVisible()
}

async function provePasscode({ page, button }: Person, passcode: string): Promise<void> {
  await page.getByLabel('Passcode').fill(passcode)
  await button('Come in').click()
}

test(
  'H5–H7, H11: who may come in is the host’s to say: size, lock, knock and passcode',
  WAITING,
  async ({ newPerson, keyedRoom }) => {
    test.setTimeout(120_000)
    const [ann, bob, cid] = [await newPerson('Ann'), await newPerson('Bob'), await newPerson('Cid')]
    await ann.visit(keyedRoom, { join: '1', ...VOICE_ALONE })
    await expect(ann.hangUpButton()).toBeVisible()
    await bob.enterLobby(keyedRoom, NO_DEVICES)

    await test.step('a room for two takes no third', async () => {
      await setSize(ann, 2)
      await cid.visit(keyedRoom, VOICE_ALONE)
      await cid.expectAlert('room-full', '')
      await setSize(ann, 8)
    })
    await test.step('a locked room takes nobody new, and back who was inside', async () => {
      await setDoor(ann, 'Locked')
      await cid.button('Try again').click()
      await cid.expectAlert('room-locked', '')
      await bob.page.reload()
      await expect(bob.answerButton('Ann')).toBeVisible()
    })
    await test.step('who knocks is refused or admitted by the host', async () => {
      await setDoor(ann, 'Ask first')
      await cid.button('Try again').click()
      await knock(cid, 'Ask to come in')
      await expect(bob.button('Admit Cid')).toBeHidden()
      await ann.button('Refuse Cid').click()
      await cid.expectAlert('knock-refused', '')
      await knock(cid, 'Ask again')
      await ann.button('Admit Cid').click()
      await cid.answer('Ann')
      await expectVoices(ann, cid)
      await cid.page.close()
    })
    await test.step('everybody inside admits, where the host says so', async () => {
      const dan = await newPerson('Dan')
      await setDoor(ann, 'Everybody inside')
      await dan.visit(keyedRoom, NO_DEVICES)
      await knock(dan, 'Ask to come in')
      await bob.button('Admit Dan').click()
      await expect(dan.answerButton('Ann')).toBeVisible()
      await dan.page.close()
    })
    await test.step('who does not know the passcode is not let in; who does reads and is read', async () => {
      const eve = await newPerson('Eve')
      await setDoor(ann, 'Open')
      await setPasscode(ann, 'four green horses')
      await eve.visit(keyedRoom, VOICE_ALONE)
      await provePasscode(eve, 'four grey horses')
      await eve.expectAlert('passcode-wrong', '')
      await expect(eve.callButton()).toBeHidden()
      await provePasscode(eve, ' four green horses')
      await eve.answer('Ann')
      await expectVoices(ann, eve)
    })
  },
)
