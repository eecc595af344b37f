export type { Channel, ChannelId, PictureMime } from './channels.ts'
export { CHANNEL_IDS, CHANNELS, CHANNELS_CHECKED_ON, channelId, channelOf } from './channels.ts'
export type { ChannelConcern, ChannelFacts, ChannelFit, Refit } from './fit-picture.ts'
export { channelConcern, fitPicture } from './fit-picture.ts'
