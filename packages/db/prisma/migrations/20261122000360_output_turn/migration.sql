-- Which of an output's jobs may begin it: every retry that the rules decide begins a new turn.
ALTER TABLE "output" ADD COLUMN "turn" INTEGER NOT NULL DEFAULT 0;
