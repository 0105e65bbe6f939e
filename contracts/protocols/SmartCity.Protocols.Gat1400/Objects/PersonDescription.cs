namespace SmartCity.Protocols.Gat1400.Objects;

/// <summary>What persons and faces are described by alike (GA/T 1400.3-2017 A.8 and A.9). Personal data throughout: never into logs.</summary>
public abstract record PersonDescription : CapturedObject
{
    /// <summary>When a person marked the place.</summary>
    public DateTimeOffset? LocationMarkTime { get; set; }

    /// <summary>Kind of identity document, GA/T 517.</summary>
    [ViidField(MaxLength = 3)]
    public string? IDType { get; set; }

    /// <summary>Number of the document.</summary>
    [ViidField(MaxLength = 30)]
    public string? IDNumber { get; set; }

    /// <summary>Name.</summary>
    [ViidField(MaxLength = 50)]
    public string? Name { get; set; }

    /// <summary>Former name.</summary>
    [ViidField(MaxLength = 50)]
    public string? UsedName { get; set; }

    /// <summary>Other name.</summary>
    [ViidField(MaxLength = 50)]
    public string? Alias { get; set; }

    /// <summary>GB/T 2261.1: 0 unknown, 1 man, 2 woman, 9 not stated.</summary>
    [ViidField(MaxLength = 1)]
    public string? GenderCode { get; set; }

    /// <summary>Oldest the person may be, years.</summary>
    public int? AgeUpLimit { get; set; }

    /// <summary>Youngest the person may be, years.</summary>
    public int? AgeLowerLimit { get; set; }

    /// <summary>Ethnic group, GB/T 3304.</summary>
    [ViidField(MaxLength = 2)]
    public string? EthicCode { get; set; }

    /// <summary>Nationality, GB/T 2659.</summary>
    [ViidField(MaxLength = 3)]
    public string? NationalityCode { get; set; }

    /// <summary>Native place, GB/T 2260.</summary>
    [ViidField(MaxLength = 6)]
    public string? NativeCityCode { get; set; }

    /// <summary>Place of residence, GB/T 2260.</summary>
    [ViidField(MaxLength = 6)]
    public string? ResidenceAdminDivision { get; set; }

    /// <summary>Accent, code.</summary>
    [ViidField(MaxLength = 6)]
    public string? ChineseAccentCode { get; set; }

    /// <summary>Occupation, GB/T 6565.</summary>
    [ViidField(MaxLength = 3)]
    public string? JobCategory { get; set; }

    /// <summary>People alongside.</summary>
    public int? AccompanyNumber { get; set; }

    /// <summary>Colour of the skin, code.</summary>
    [ViidField(MaxLength = 8)]
    public string? SkinColor { get; set; }

    /// <summary>Hair, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? HairStyle { get; set; }

    /// <summary>Colour of the hair, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? HairColor { get; set; }

    /// <summary>Shape of the face, code.</summary>
    [ViidField(MaxLength = 4)]
    public string? FaceStyle { get; set; }

    /// <summary>Features of the face, codes.</summary>
    [ViidField(MaxLength = 40)]
    public string? FacialFeature { get; set; }

    /// <summary>Features of the body, in words.</summary>
    [ViidField(MaxLength = 200)]
    public string? PhysicalFeature { get; set; }

    /// <summary>Colour of the mask, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? RespiratorColor { get; set; }

    /// <summary>Cap, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? CapStyle { get; set; }

    /// <summary>Colour of the cap, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? CapColor { get; set; }

    /// <summary>Glasses, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? GlassStyle { get; set; }

    /// <summary>Colour of the glasses, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? GlassColor { get; set; }

    /// <summary>0 no, 1 yes, 2 not known.</summary>
    public int? IsDriver { get; set; }

    /// <summary>0 no, 1 yes, 2 not known.</summary>
    public int? IsForeigner { get; set; }

    /// <summary>Kind of passport, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? PassportType { get; set; }

    /// <summary>Kind of entry, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? ImmigrantTypeCode { get; set; }

    /// <summary>0 no, 1 yes, 2 not known.</summary>
    public int? IsSuspectedTerrorist { get; set; }

    /// <summary>Number in that register.</summary>
    [ViidField(MaxLength = 19)]
    public string? SuspectedTerroristNumber { get; set; }

    /// <summary>0 no, 1 yes, 2 not known.</summary>
    public int? IsCriminalInvolved { get; set; }

    /// <summary>Kind of offence, code (the standard's spelling).</summary>
    [ViidField(MaxLength = 3)]
    public string? CriminalInvolvedSpecilisationCode { get; set; }

    /// <summary>Marks of the body, code (the standard's spelling).</summary>
    [ViidField(MaxLength = 7)]
    public string? BodySpeciallMark { get; set; }

    /// <summary>Method, code.</summary>
    [ViidField(MaxLength = 4)]
    public string? CrimeMethod { get; set; }

    /// <summary>Nature of the offence, code.</summary>
    [ViidField(MaxLength = 3)]
    public string? CrimeCharacterCode { get; set; }

    /// <summary>Number in the register of fugitives.</summary>
    [ViidField(MaxLength = 23)]
    public string? EscapedCriminalNumber { get; set; }

    /// <summary>0 no, 1 yes, 2 not known.</summary>
    public int? IsDetainees { get; set; }

    /// <summary>House of detention, code.</summary>
    [ViidField(MaxLength = 9)]
    public string? DetentionHouseCode { get; set; }

    /// <summary>Standing of the detained, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? DetaineesIdentity { get; set; }

    /// <summary>Special standing, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? DetaineesSpecialIdentity { get; set; }

    /// <summary>Kind of member, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? MemberTypeCode { get; set; }

    /// <summary>0 no, 1 yes, 2 not known.</summary>
    public int? IsVictim { get; set; }

    /// <summary>Kind of victim, code.</summary>
    [ViidField(MaxLength = 3)]
    public string? VictimType { get; set; }

    /// <summary>Degree of injury, code.</summary>
    [ViidField(MaxLength = 1)]
    public string? InjuredDegree { get; set; }

    /// <summary>State of a body, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? CorpseConditionCode { get; set; }

    /// <summary>0 no, 1 yes, 2 not known.</summary>
    public int? IsSuspiciousPerson { get; set; }
}
