import sharp from 'sharp'

// Reading pictures safely shuts loaders for the whole process, and test files share theirs: each begins with all open.
sharp.unblock({ operation: ['VipsForeignLoad'] })
