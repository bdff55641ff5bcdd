import { describe, expect, it } from 'vitest'
import { chainSteps } from '../../../core/proposal/chain-steps.ts'
import type { ProposalDecision } from '../../../core/proposal/decision.ts'
import { viewOfProposal } from '../pages/view-of-proposal.ts'

const steps = (changes: Parameters<typeof viewOfProposal>[0]) =>
  chainSteps(viewOfProposal(changes)).map(({ stage, state }) => `${stage} ${state}`)

const accepted = (stage: ProposalDecision['stage']): ProposalDecision => ({
  stage,
  role: 'district',
  decision: 'accepted',
  volume: null,
  costRupiah: null,
  reason: null,
  at: null,
})

describe('the chain of forums', () => {
  it('tells what is behind, where the proposal is, and what lies ahead; what nobody recorded is not ticked', () => {
    const decisions = [accepted('district')]
    expect(steps({ stage: 'agency', status: 'submitted', decisions })).toEqual([
      'neighbourhood unrecorded',
      'village unrecorded',
      'district past',
      'agency now',
      'regency next',
      'plan next',
      'budget next',
      'realisation next',
    ])
  })

  it('ends where a proposal was rejected', () => {
    expect(steps({ stage: 'district', status: 'rejected' }).slice(2, 4)).toEqual([
      'district stopped',
      'agency never',
    ])
  })

  it('leaves the way open for one that was sent back', () => {
    expect(steps({ stage: 'district', status: 'returned' }).slice(2, 4)).toEqual([
      'district returned',
      'agency next',
    ])
  })

  it('is finished when the works are done', () => {
    expect(steps({ stage: 'realisation', status: 'realised' }).at(-1)).toBe('realisation ended')
  })

  it('does not claim that a council proposal passed the residents’ forums', () => {
    expect(steps({ source: 'pokir', stage: 'agency' })[0]).toBe('agency now')
    const decisions = [accepted('district')]
    expect(steps({ source: 'pokir', stage: 'agency', decisions })[0]).toBe('district past')
  })
})
