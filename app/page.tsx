import { LandingScreen } from '@/components/lobby/landing-screen'

export default function LandingPage() {
  return <LandingScreen />
}
