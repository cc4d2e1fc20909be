import type { ChannelName } from '../database/notification-deliveries.js'

/** What a channel is given to send. */
export interface OutgoingNotification {
  /** UUID of the delivery, the same at every attempt: the other side can tell by it that it got something twice. */
  deliveryId: string
  address: string
  title: string
  body: string
}

/** One way out of the platform. */
export interface Channel {
  name: ChannelName
  /**
   * Resolves once the other side has taken the message.
   * @throws DeliveryRefused when it will never take this one; any other error means: later
   */
  send (message: OutgoingNotification): Promise<void>
  /** Gives up connections that are kept. */
  close (): void
}

/** The address, or what is said to it, was turned down for good. The message is the other side's own. */
export class DeliveryRefused extends Error {
  constructor (message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'DeliveryRefused'
  }
}
