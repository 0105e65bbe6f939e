using System.Security.Cryptography;

namespace SmartCity.Contracts.Security;

/// <summary>Passwords that a program makes and shows once, to be changed at the first sign-in.</summary>
public static class GeneratedPassword
{
    // No letters that look like others.
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <summary>Draws one: four groups of four letters and digits, divided by hyphens; 93 bits of a cryptographic generator.</summary>
    public static string Draw() => string.Join('-', RandomNumberGenerator.GetString(Alphabet, 16).Chunk(4).Select(part => new string(part)));
}
