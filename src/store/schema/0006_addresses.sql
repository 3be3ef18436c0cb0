-- What banks ask for besides name and account. Parts of an address are set apart by U+001F, in the order street,
-- building, postcode, town, country, address line.
ALTER TABLE line ADD COLUMN address TEXT NOT NULL DEFAULT '';    -- of the payee [Cdtr/PstlAdr]
ALTER TABLE line ADD COLUMN reference TEXT NOT NULL DEFAULT '';  -- structured creditor reference [RmtInf/Strd/CdtrRefInf/Ref]
