// Next runs this before it hydrates a page: in development, where the stay has no entry of its own, it begins here.
import '@/components/early-stay'
