import { CSPProvider } from '@base-ui/react/csp-provider'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './ui/fonts.css'
import './ui/theme.css'
import { queryClient } from './lib/trpc.ts'
import { createAppRouter } from './routes/router.ts'
import { warmUp } from './routes/warm-up.ts'
import { ToastProvider, TooltipProvider } from './ui/index.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root.')

warmUp(window.location.pathname)

createRoot(root).render(
  <StrictMode>
    {/* The content security policy allows no inline style elements. */}
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queryClient}>
        <TooltipProvider>
          <ToastProvider>
            <RouterProvider router={createAppRouter()} />
          </ToastProvider>
        </TooltipProvider>
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
)
