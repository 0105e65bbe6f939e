using System.Collections.Immutable;

namespace SmartCity.Protocols.Cap;

/// <summary>What is wrong with an alert, or was forgiven when reading it.</summary>
public enum CapProblemKind
{
    /// <summary>Not well-formed XML.</summary>
    NotXml,

    /// <summary>A document type is declared: entities are never expanded, so the document is refused.</summary>
    DocumentType,

    /// <summary>Larger, deeper or with more elements than the limits allow.</summary>
    TooLarge,

    /// <summary>The root is no alert.</summary>
    NotAnAlert,

    /// <summary>An obligatory element is missing or empty.</summary>
    Missing,

    /// <summary>A code is not one of the standard's.</summary>
    UnknownCode,

    /// <summary>A time that is none, or has no zone.</summary>
    BadTime,

    /// <summary>A number that is none.</summary>
    BadNumber,

    /// <summary>A polygon, circle or point that is none, or not closed, or off the globe.</summary>
    BadShape,

    /// <summary>A reference that is no triple.</summary>
    BadReference,

    /// <summary>Text a field cannot hold: a space in an identifier, a character XML has not, an address that is none.</summary>
    BadText,

    /// <summary>Two fields that do not go together, such as a ceiling without altitude.</summary>
    Inconsistent,

    /// <summary>Forgiven: the namespace is missing or another.</summary>
    Namespace,

    /// <summary>Forgiven: an older version of CAP.</summary>
    OlderVersion,

    /// <summary>Forgiven: a time in another form than the standard's (Z, blank instead of T, fraction, no zone).</summary>
    TimeForm,

    /// <summary>Forgiven: a code in another case.</summary>
    CodeForm,

    /// <summary>Forgiven: an element that is not of the standard, or stands twice, is left out.</summary>
    Ignored,

    /// <summary>Noted: a digital signature is present and was not verified.</summary>
    SignatureNotVerified,
}

/// <summary>One thing wrong or forgiven.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="IsFatal">Whether the alert cannot be used (reading) or not be written (writing) because of it.</param>
/// <param name="Path">Where, such as info[1]/area[0]/polygon[0].</param>
/// <param name="Detail">What was found and what was expected.</param>
public sealed record CapProblem(CapProblemKind Kind, bool IsFatal, string Path, string Detail);

/// <summary>An alert read, with what was forgiven; or none, with the reasons.</summary>
/// <typeparam name="T">What was read.</typeparam>
/// <param name="Value">Null exactly when a problem is fatal.</param>
/// <param name="Problems">In the order found.</param>
public sealed record CapReading<T>(T? Value, ImmutableArray<CapProblem> Problems) where T : class;
