import { createLink } from '@tanstack/react-router'
import type { ComponentPropsWithRef, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Spinner } from './spinner.tsx'
import { Tooltip } from './tooltip.tsx'

/** What a button is for: `primary` is the one main action of a screen, `danger` loses something. */
export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'

/** Heights of 32, 36 and 44 px; on touch screens never under 40. */
export type ButtonSize = 'small' | 'medium' | 'large'

const VARIANTS: Record<ButtonVariant, string> = {
  primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-hover disabled:hover:bg-accent',
  secondary: 'bg-surface border-line-strong text-ink hover:bg-hover active:bg-pressed',
  quiet: 'border-transparent text-ink-soft hover:bg-hover hover:text-ink active:bg-pressed',
  danger: 'border-transparent bg-danger-fill text-on-danger hover:bg-danger-fill-hover',
}

const SIZES: Record<ButtonSize, string> = {
  small: 'h-8 px-2.5 text-13 gap-1.5 pointer-coarse:h-10',
  medium: 'h-9 px-3.5 text-14 gap-2 pointer-coarse:h-11',
  large: 'h-11 px-5 text-16 gap-2.5',
}

/** The classes of a button, for the rare element that must look like one and is neither button nor link. */
function buttonClass(variant: ButtonVariant = 'secondary', size: ButtonSize = 'medium'): string {
  return classNames(
    'inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-control',
    'border font-medium no-underline transition-colors duration-120',
    'disabled:opacity-50 aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0',
    VARIANTS[variant],
    SIZES[size],
  )
}

type ButtonProps = ComponentPropsWithRef<'button'> & {
  variant?: ButtonVariant
  size?: ButtonSize
  /** Work is under way: shows a spinner, keeps its width and focus, and ignores presses. */
  busy?: boolean
}

/** A button. `variant` says how much it weighs; give the main action its price: `Make 4 pictures · 8 credits`. */
export function Button({ variant, size, busy = false, className, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={classNames(buttonClass(variant, size), className)}
    >
      {busy ? (
        <span className="relative inline-flex">
          <span className="invisible inline-flex items-center gap-2">{children}</span>
          <Spinner className="absolute inset-0 m-auto" />
        </span>
      ) : (
        children
      )}
    </button>
  )
}

type IconButtonProps = Omit<ButtonProps, 'children' | 'aria-label'> & {
  /** What it does: its accessible name, and its tooltip. */
  label: string
  /** The key that does the same, shown in the tooltip. */
  shortcut?: string
  children: ReactNode
}

const SQUARE: Record<ButtonSize, string> = {
  small: 'w-8 px-0! pointer-coarse:w-10',
  medium: 'w-9 px-0! pointer-coarse:w-11',
  large: 'w-11 px-0!',
}

/** A square button that shows only an icon; `label` names it for everybody. */
export function IconButton({
  label,
  shortcut,
  variant = 'quiet',
  size = 'medium',
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label} {...(shortcut === undefined ? {} : { shortcut })}>
      <Button
        {...rest}
        aria-label={label}
        variant={variant}
        size={size}
        className={classNames(SQUARE[size], className)}
      />
    </Tooltip>
  )
}

type AnchorProps = ComponentPropsWithRef<'a'> & { variant?: ButtonVariant; size?: ButtonSize }

/** A link to a file or another site that looks like a button. */
export function AnchorButton({ variant, size, className, children, ...rest }: AnchorProps) {
  return (
    <a {...rest} className={classNames(buttonClass(variant, size), className)}>
      {children}
    </a>
  )
}

/** A link to another screen that looks like a button; takes the router's `to`, `params` and `search`. */
export const LinkButton = createLink(AnchorButton)
