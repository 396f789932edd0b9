'use client'

import { Menu } from '@base-ui/react/menu'
import type { ReactNode, RefObject } from 'react'

/** What a menu takes from the button that opens it. */
export interface MenuProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  /** The button, which the menu stands at and gives the keyboard's place back to. */
  anchor: RefObject<HTMLButtonElement | null>
}

interface MenuFrameProps extends MenuProps {
  label: string
  /** Where there is most room for it. */
  side: 'top' | 'left'
  children: ReactNode
}

/** A menu of `MenuEntry`s at the button that opens it. Base UI's own part is heavy: import this from what is loaded late alone. */
export function MenuFrame({ isOpen, onOpenChange, anchor, label, side, children }: MenuFrameProps) {
  return (
    <Menu.Root
      modal={false}
      open={isOpen}
      onOpenChange={(isNowOpen, details) => {
        const { target } = details.event
        // A press on the button closes the menu by the button itself; closed before by the press, it would open again.
        if (!isNowOpen && target instanceof Node && anchor.current?.contains(target)) details.cancel()
        else onOpenChange(isNowOpen)
      }}
    >
      <Menu.Portal>
        <Menu.Positioner anchor={anchor} side={side} sideOffset={10} collisionPadding={8} className="z-40">
          <Menu.Popup
            aria-label={label}
            finalFocus={anchor}
            className="card max-h-(--available-height) w-max max-w-[calc(100vw-1rem)] min-w-56 overflow-y-auto p-1.5"
          >
            {children}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

interface MenuEntryProps {
  label: string
  icon: ReactNode
  /** How the same is done by keyboard, as `Shortcut` writes it. */
  keys?: string | undefined
  /** What is to be seen at a glance: a count, a state. */
  badge?: ReactNode
  onClick: () => void
}

/** One thing to do, in a menu. */
export function MenuEntry({ label, icon, keys, badge, onClick }: MenuEntryProps) {
  return (
    <Menu.Item
      label={label}
      onClick={onClick}
      aria-keyshortcuts={keys}
      className="flex min-h-11 cursor-pointer items-center gap-3 rounded-xl px-3 py-2 data-highlighted:bg-sunken [&_svg]:size-5 [&_svg]:flex-none"
    >
      {icon}
      <span className="min-w-0 flex-1">{label}</span>
      {badge}
      {keys !== undefined && (
        <span aria-hidden="true" className="key max-sm:hidden">
          {keys}
        </span>
      )}
    </Menu.Item>
  )
}

/** A group of `MenuChoice`s side by side. */
export function MenuRow({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Menu.Group aria-label={label} className="grid grid-cols-4 justify-items-center">
      {children}
    </Menu.Group>
  )
}

/** One of several pictures to choose from, in a row of a menu. */
export function MenuChoice(props: { label: string; onClick: () => void; children: ReactNode }) {
  const { label, onClick, children } = props
  return (
    <Menu.Item
      label={label}
      aria-label={label}
      onClick={onClick}
      className="grid size-12 cursor-pointer place-items-center emoji rounded-xl text-2xl data-highlighted:bg-sunken"
    >
      {children}
    </Menu.Item>
  )
}

/** Sets groups of entries apart. */
export function MenuSeparator() {
  return <Menu.Separator className="mx-3 my-1.5 h-px bg-line" />
}
