import { connectWooCommerceInput } from '@studio/core/stores'
import { useState } from 'react'
import { client } from '../../lib/trpc.ts'
import { PasswordField, TextField } from '../../ui/index.ts'
import { ConnectForm, type ConnectFormProps, leaveFor, OtherWay, useWelcome } from './connect-form.tsx'

/** Connects a WooCommerce store: by approving it in WordPress, or with an Application Password that one has. */
export function ConnectWooCommerce({ shop, onClose }: ConnectFormProps) {
  const [hasPassword, setPassword] = useState(false)
  const [address, setAddress] = useState(shop)
  const welcome = useWelcome(onClose)
  const addressField = (error: string | undefined) => (
    <TextField
      name="address"
      label="Address of the site"
      inputMode="url"
      placeholder="https://shop.example.com"
      value={address}
      onChange={({ target }) => setAddress(target.value)}
      readOnly={shop !== ''}
      error={error}
      autoComplete="url"
      autoCapitalize="none"
      spellCheck={false}
    />
  )
  if (!hasPassword) {
    return (
      <>
        <ConnectForm
          schema={connectWooCommerceInput.pick({ address: true })}
          act="Go to WordPress"
          lead="WordPress asks whether to make an Application Password for Studio Pro. Approve it as somebody who may edit products; you come back here. You can revoke it there at any time."
          onSend={async (input) => leaveFor(await client.stores.beginWooCommerce.mutate(input))}
        >
          {(errors) => addressField(errors.address)}
        </ConnectForm>
        <OtherWay onPress={() => setPassword(true)}>I have an Application Password already</OtherWay>
      </>
    )
  }
  return (
    <>
      <ConnectForm
        schema={connectWooCommerceInput}
        act="Connect"
        lead="It is made in WordPress under Users, Profile, Application Passwords. It is not the password that you sign in with, and it is kept encrypted."
        onSend={async (input) => welcome(await client.stores.connectWooCommerce.mutate(input))}
      >
        {(errors) => (
          <>
            {addressField(errors.address)}
            <TextField
              name="user"
              label="User name"
              error={errors.user}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
            <PasswordField
              name="applicationPassword"
              label="Application Password"
              placeholder="xxxx xxxx xxxx xxxx xxxx xxxx"
              error={errors.applicationPassword}
              autoComplete="off"
            />
          </>
        )}
      </ConnectForm>
      <OtherWay onPress={() => setPassword(false)}>Approve it in WordPress instead</OtherWay>
    </>
  )
}
