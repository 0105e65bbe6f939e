using System.ComponentModel.DataAnnotations;

namespace SmartCity.CommandCentre;

/// <summary>Settings of the command centre, section <c>CommandCentre</c>.</summary>
public sealed class CommandCentreOptions
{
    /// <summary>How long a sign-in lasts; a shift.</summary>
    public TimeSpan SessionLasts { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Least length of a password, characters.</summary>
    [Range(8, 128)]
    public int PasswordLength { get; set; } = 12;

    /// <summary>So many wrong passwords in a row lock an account.</summary>
    [Range(3, 100)]
    public int LockAfter { get; set; } = 5;

    /// <summary>How long it stays locked.</summary>
    public TimeSpan LockFor { get; set; } = TimeSpan.FromMinutes(15);
}
