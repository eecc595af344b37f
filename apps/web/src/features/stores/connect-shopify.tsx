import { beginShopifyInput, connectShopifyAppInput } from '@studio/core/stores'
import { useState } from 'react'
import { client } from '../../lib/trpc.ts'
import { PasswordField, TextField } from '../../ui/index.ts'
import { ConnectForm, type ConnectFormProps, leaveFor, OtherWay, useWelcome } from './connect-form.tsx'

/** Connects a Shopify shop: by its owner's consent at Shopify, or by an app that the owner made there. */
export function ConnectShopify({ shop, onClose }: ConnectFormProps) {
  const [hasOwnApp, setOwnApp] = useState(false)
  const welcome = useWelcome(onClose)
  const shopField = (error: string | undefined) => (
    <TextField
      name="shop"
      label="Shop"
      placeholder="quiet-goods.myshopify.com"
      defaultValue={shop}
      readOnly={shop !== ''}
      hint="As it stands in the address of your Shopify admin."
      error={error}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
    />
  )
  if (!hasOwnApp) {
    return (
      <>
        <ConnectForm
          schema={beginShopifyInput}
          act="Go to Shopify"
          lead="Shopify asks you to allow products and files, nothing else: no orders, no customers. You come back here."
          onSend={async (input) => leaveFor(await client.stores.beginShopify.mutate(input))}
        >
          {(errors) => shopField(errors.shop)}
        </ConnectForm>
        <OtherWay onPress={() => setOwnApp(true)}>I have an app of my own in this shop</OtherWay>
      </>
    )
  }
  return (
    <>
      <ConnectForm
        schema={connectShopifyAppInput}
        act="Connect"
        lead="Both stand in the Dev Dashboard under the app’s settings. The app must be installed in the shop and have the scopes read and write for products and files. They are kept encrypted."
        onSend={async (input) => welcome(await client.stores.connectShopifyApp.mutate(input))}
      >
        {(errors) => (
          <>
            {shopField(errors.shop)}
            <TextField
              name="clientId"
              label="Client ID"
              error={errors.clientId}
              autoComplete="off"
              spellCheck={false}
            />
            <PasswordField
              name="clientSecret"
              label="Client secret"
              error={errors.clientSecret}
              autoComplete="off"
            />
          </>
        )}
      </ConnectForm>
      <OtherWay onPress={() => setOwnApp(false)}>Allow it at Shopify instead</OtherWay>
    </>
  )
}
