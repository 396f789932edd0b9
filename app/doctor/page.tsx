import type { Metadata } from 'next'
import { DoctorScreen } from '@/components/doctor/doctor-screen'
import { AllTexts } from '@/messages/all-texts'
import { readRequestTranslator } from '@/messages/request-language'

export async function generateMetadata(): Promise<Metadata> {
  const t = await readRequestTranslator()
  return { title: t('doctor.title'), robots: { index: false } }
}

export default function DoctorPage() {
  return (
    <AllTexts>
      <DoctorScreen />
    </AllTexts>
  )
}
