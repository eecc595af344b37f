import type { GenerationView } from '@studio/core/generations'
import type { ModelView, Task } from '@studio/core/models'
import type { ShotView } from '@studio/core/shots'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { PenLine, RefreshCw, Replace } from 'lucide-react'
import { trpc } from '../../lib/trpc.ts'
import { Button, LinkButton, Menu, type MenuEntry } from '../../ui/index.ts'

type RecipeActionsProps = {
  generation: GenerationView
  shot: ShotView | undefined
  onRefine: (() => void) | undefined
}

/** Ways on from a recipe: the same again, the same by another model, or this one changed. */
export function RecipeActions({ generation, shot, onRefine }: RecipeActionsProps) {
  const navigate = useNavigate()
  const { data: models = [] } = useQuery(trpc.models.list.queryOptions())
  const others = otherModels(models, tasksOf(generation, shot), generation.modelId)
  const from = generation.id
  return (
    <div className="flex flex-wrap gap-2 px-4 pt-1 pb-4">
      <LinkButton to="/create" search={{ from }} size="small">
        <RefreshCw aria-hidden="true" />
        Run again
      </LinkButton>
      {onRefine && (
        <Button size="small" onClick={onRefine}>
          <PenLine aria-hidden="true" />
          Refine
        </Button>
      )}
      {others.length > 0 && (
        <Menu
          align="start"
          trigger={
            <Button size="small">
              <Replace aria-hidden="true" />
              Run on another model
            </Button>
          }
          entries={others.map(
            ({ id, name }): MenuEntry => ({
              kind: 'act',
              label: name,
              onSelect: () => void navigate({ to: '/create', search: { from, model: id } }),
            }),
          )}
        />
      )}
    </div>
  )
}

/** What a model must be able to do to make it again. */
function tasksOf({ refines, makes }: GenerationView, shot: ShotView | undefined): readonly Task[] {
  if (refines) return ['edit']
  return shot?.tasks ?? [makes === 'video' ? 'motion' : 'scene']
}

function otherModels(models: readonly ModelView[], tasks: readonly Task[], modelId: string): ModelView[] {
  return models.filter(
    (model) => model.isAvailable && model.id !== modelId && tasks.some((task) => model.tasks.includes(task)),
  )
}
