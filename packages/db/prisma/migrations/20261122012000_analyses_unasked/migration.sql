-- What a photo can be cut out like is judged also where nobody asks a model what is on it.
ALTER TYPE "analysis_status" ADD VALUE 'unasked' BEFORE 'pending';
