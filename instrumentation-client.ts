import { beginEarlyStay } from '@/components/early-stay'

// Next runs this before it hydrates the page.
beginEarlyStay()
