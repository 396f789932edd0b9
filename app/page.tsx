import { LandingScreen } from '@/components/lobby/landing-screen'
import { AllTexts } from '@/messages/all-texts'

export default function LandingPage() {
  return (
    <AllTexts>
      <LandingScreen />
    </AllTexts>
  )
}
